--[[
  Store a new record of work for the sandbox, or its next version unless someone
  stored one first.

  Where there is more to do, or a fault is followed by another try, the mark that
  it is not yet queued, and from when on it may be, is part of the same step: work
  whose results were stored and whose next job nobody queues would stay unfinished
  for ever. So is a new one's place in the list of its attempt, if it has one.

  An expected revision of 0 means that it is new. Sent again by itself after its
  answer was lost, a next version says conflict: whoever looks again finds another
  lease, and nothing left to do. A new one is there under its own id, and is ours.

  Reply: {"ok", revision} | {"conflict", revision} | {"missing"}
]]
local record, list, events, unqueued_jobs = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, expected_revision, body = ARGV[1], ARGV[2], ARGV[3]
local job, queue_at, events_kept_s = ARGV[4], ARGV[5], ARGV[6]

local revision = redis.call("HGET", record, "revision")
if expected_revision == "0" then
  if revision then
    return { "ok", tonumber(revision) }
  end
  redis.call("RPUSH", list, id)
  revision = "0"
end
if not revision then
  return { "missing" }
end
if revision ~= expected_revision then
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", record, "revision", revision + 1, "body", body)
if job ~= "" then
  redis.call("ZADD", unqueued_jobs, queue_at, job)
end
redis.call("EXPIRE", events, events_kept_s)
return { "ok", revision + 1 }
