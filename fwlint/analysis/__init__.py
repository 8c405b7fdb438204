"""Questions on a policy, answered exactly on the common model."""
