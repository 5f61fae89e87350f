-- Opens the file of the first argument with mtcheck as its language server, and writes what
-- becomes of it to the file of the second: diagnostics, a quick fix applied, fresh diagnostics.
local file, out, command = vim.env.MT_FILE, vim.env.MT_OUT, vim.json.decode(vim.env.MT_COMMAND)
local told = {}

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    vim.fn.writefile({ vim.json.encode({ error = "no " .. what }) }, out)
    vim.cmd("cquit")
  end
end

local function has(rule)
  for _, d in ipairs(vim.diagnostic.get(0)) do
    if d.code == rule then return d end
  end
end

vim.cmd("edit " .. file)
local id = vim.lsp.start_client({ name = "mtcheck", cmd = command, root_dir = vim.fn.getcwd(),
  settings = { mtcheck = { grammar = false, debounce = 100 } } })
vim.lsp.buf_attach_client(0, id)
local rule = "untranslated/transliterated-word"
wait("diagnostic", function() return has(rule) ~= nil end)
local found = has(rule)
told.found = { lnum = found.lnum, col = found.col, end_col = found.end_col,
  severity = found.severity, source = found.source }

vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
local client = vim.lsp.get_client_by_id(id)
local answer = client.request_sync("textDocument/codeAction", params, 60000, 0)
for _, action in ipairs(answer.result) do
  if action.title:find("^Write “") and not told.applied then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    told.applied = action.title
  end
end
told.text = vim.api.nvim_buf_get_lines(0, 0, -1, false)
wait("silence", function() return has(rule) == nil end)

vim.api.nvim_buf_set_lines(0, 0, 0, false, { "The troops otrulivaet again, he said.", "" })
wait("new diagnostic", function() return has(rule) ~= nil and has(rule).lnum == 0 end)
told.again = has(rule).lnum
vim.fn.writefile({ vim.json.encode(told) }, out)
vim.lsp.stop_client(id)
vim.cmd("qall!")
