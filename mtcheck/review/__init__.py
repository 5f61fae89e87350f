"""The editor's side: guarded HTTP servers, the browser review and the store of decisions."""
