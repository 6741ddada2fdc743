namespace TlsDissect.Findings.Rules;

/// <summary>The parts of a connection that were not captured or not understood.</summary>
internal static class Losses
{
    /// <summary>Whether a message that is not listed may be among lost or skipped bytes.</summary>
    public static bool MayHide(ConnectionSummary connection) => connection.HasGaps ||
        connection.ClientSkipped.Count + connection.ServerSkipped.Count > 0;
}
