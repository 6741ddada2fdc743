namespace TlsDissect.Output.Follow;

/// <summary>How one connection's plaintext is shown.</summary>
internal enum FollowFormat
{
    /// <summary>As text, control characters escaped.</summary>
    Text,

    /// <summary>As a hex dump.</summary>
    Hex,

    /// <summary>The bytes as they are.</summary>
    Raw,
}
