--[[
  Store the next version of a trial, unless someone stored one first. Its first
  version is stored with the verdict that it comes after (commit-grading.lua).

  Where there is more to try, or a fault is followed by another try, the mark
  that it is not yet queued, and from when on it may be, is part of the same
  step: a slice whose results were stored and whose successor nobody queues
  would leave it unfinished for ever.

  Sent again by itself after its answer was lost, it says conflict: whoever looks
  again finds another lease, and nothing left to do.

  Reply: {"ok", revision} | {"conflict", revision} | {"missing"}
]]
local trial, events, unqueued_jobs = KEYS[1], KEYS[2], KEYS[3]
local expected_revision, body = ARGV[1], ARGV[2]
local job, queue_at, events_kept_s = ARGV[3], ARGV[4], ARGV[5]

local revision = redis.call("HGET", trial, "revision")
if not revision then
  return { "missing" }
end
if revision ~= expected_revision then
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", trial, "revision", revision + 1, "body", body)
if job ~= "" then
  redis.call("ZADD", unqueued_jobs, queue_at, job)
end
redis.call("EXPIRE", events, events_kept_s)
return { "ok", revision + 1 }
