--[[
  Store the next version of an attempt, unless someone stored one first.

  What follows from the change is written with it: the line in the recording,
  the line in the log, the place in the deadline list, and, when the attempt
  closes, its grading and the mark that it is not yet queued (a loop hands it to
  BullMQ). Together or not at all: an attempt that is closed but not marked
  would never be graded, and a deadline that is not listed would never come.

  Sent again by itself after its answer was lost, it finds its own body there and
  says what it did.

  Reply: {"ok", revision} | {"conflict", revision} | {"missing"}
]]
local attempt, deadlines, recording, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local grading, gradings, unqueued_jobs = KEYS[5], KEYS[6], KEYS[7]
local id, expected_revision, body, phase = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local started_at, deadline, closes_at = ARGV[5], ARGV[6], ARGV[7]
local entry, log_line = ARGV[8], ARGV[9]
local grading_id, grading_body, job, queue_at = ARGV[10], ARGV[11], ARGV[12], ARGV[13]

local revision = redis.call("HGET", attempt, "revision")
if not revision then
  return { "missing" }
end
if revision ~= expected_revision then
  if tonumber(revision) == tonumber(expected_revision) + 1 and redis.call("HGET", attempt, "body") == body then
    return { "ok", tonumber(revision) }
  end
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", attempt, "revision", revision + 1, "body", body, "phase", phase)
if phase ~= "ready" then
  redis.call("HSET", attempt, "startedAt", started_at, "deadline", deadline, "closesAt", closes_at)
end
if phase == "active" then
  redis.call("ZADD", deadlines, closes_at, id)
else
  redis.call("ZREM", deadlines, id)
end
if entry ~= "" then
  redis.call("XADD", recording, "*", "e", entry)
end
if log_line ~= "" then
  redis.call("RPUSH", log, log_line)
end
if grading_id ~= "" then
  redis.call("HSET", grading, "revision", 1, "body", grading_body)
  redis.call("RPUSH", gradings, grading_id)
  redis.call("ZADD", unqueued_jobs, queue_at, job)
end
return { "ok", revision + 1 }
