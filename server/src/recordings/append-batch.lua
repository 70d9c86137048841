--[[
  Append one batch of edits to an attempt's recording.

  Lease, phase, deadline and sequence are checked and the batch is written in
  one step: a page that lost the lease, or that is too late, must not slip in
  between a check and a write, and no two batches may get the same number.

  Reply: {"saved", seq, entry id} | {"repeated", seq} | {"not-the-writer", epoch}
       | {"gap", expected} | {"closed"}
]]
local attempt, recording = KEYS[1], KEYS[2]
local now, epoch, seq, entry = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local head = redis.call("HMGET", attempt, "phase", "closesAt", "epoch", "seq")
local phase, closes_at = head[1], tonumber(head[2] or "0")
local current_epoch, current_seq = head[3] or "0", tonumber(head[4] or "0")

if current_epoch ~= epoch then
  return { "not-the-writer", tonumber(current_epoch) }
end
if tonumber(seq) <= current_seq then
  return { "repeated", current_seq }
end
if phase ~= "active" or tonumber(now) >= closes_at then
  return { "closed" }
end
if tonumber(seq) ~= current_seq + 1 then
  return { "gap", current_seq + 1 }
end

local id = redis.call("XADD", recording, "*", "e", entry)
redis.call("HSET", attempt, "seq", seq)
redis.call("HINCRBY", attempt, "bytes", #entry)
return { "saved", tonumber(seq), id }
