namespace TlsDissect.Cli.Runs;

/// <summary>The message for an internal error that ended one connection.</summary>
internal static class InternalErrors
{
    /// <summary>
    /// Names the connection and the exception's type. The exception's message is left out because it may contain bytes of the connection.
    /// </summary>
    public static string Line(ConnectionSummary connection, Exception exception) =>
        $"connection {connection.Id} ({connection.Client} > {connection.Server}): internal error ({exception.GetType().Name}); " +
        "the rest of this connection is skipped; please report this";
}
