namespace TlsDissect.Output.Follow;

/// <summary>Format in which a connection's plaintext is shown.</summary>
internal enum FollowFormat
{
    /// <summary>As text, with control characters escaped.</summary>
    Text,

    /// <summary>As a hex dump.</summary>
    Hex,

    /// <summary>The unchanged bytes.</summary>
    Raw,
}
