"""The language server: findings in any editor that speaks LSP."""
