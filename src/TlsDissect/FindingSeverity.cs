namespace TlsDissect;

/// <summary>How much a <see cref="Finding"/> matters. Compare with <c>&lt;</c> and <c>&gt;</c>.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Info,

    /// <summary>A weakness with little effect, or one that needs unusual conditions.</summary>
    Low,

    /// <summary>A weakness that should be removed in time.</summary>
    Medium,

    /// <summary>Protection that is missing, or that a capable attacker can break.</summary>
    High,

    /// <summary>Protection that is broken at little cost, or a revoked certificate: act now.</summary>
    Critical,
}
