--[[
  Record a run that a candidate asked for, unless one is still under way.

  The check, the run, its line in the recording and the mark that it is not yet
  queued are one step: of two clicks in two tabs one run comes, its files are
  those of the recording up to its line, and a crash right after cannot lose it.

  Reply: {"ok", number} | {"busy", run} | {"closed"}
]]
local attempt, recording, run, runs, unqueued_jobs = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, body, entry, job, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local head = redis.call("HMGET", attempt, "phase", "deadline", "run")
if head[3] == id then
  return { "ok", redis.call("LLEN", runs) }
end
if head[1] ~= "active" or tonumber(now) >= tonumber(head[2]) then
  return { "closed" }
end
if head[3] and head[3] ~= "" then
  return { "busy", head[3] }
end

redis.call("HSET", attempt, "run", id)
redis.call("HSET", run, "revision", 1, "body", body)
redis.call("XADD", recording, "*", "e", entry)
redis.call("ZADD", unqueued_jobs, now, job)
return { "ok", redis.call("RPUSH", runs, id) }
