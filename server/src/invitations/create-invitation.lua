--[[
  Store a new invitation, its attempt (ready, not started), the panel of its
  reviewers and its link's token.

  Together: a link that leads nowhere, or an invitation without an attempt to
  make, must not exist even for a moment.

  Reply: {"ok"}
]]
local invitation, invitations, token, attempt, panel = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, body, created_at, attempt_body, panel_body = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

redis.call("HSET", invitation, "revision", 1, "body", body)
redis.call("ZADD", invitations, created_at, id)
redis.call("SET", token, id)
redis.call("HSET", attempt, "revision", 1, "body", attempt_body, "phase", "ready")
redis.call("HSET", panel, "revision", 1, "body", panel_body)
return { "ok" }
