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

    /// <summary>A weakness that a capable attacker can use.</summary>
    High,

    /// <summary>Protection is absent or known to be broken.</summary>
    Critical,
}
