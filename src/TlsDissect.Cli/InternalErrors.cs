using TlsDissect.Connections;

namespace TlsDissect.Cli;

/// <summary>How a fault of ours is said that cost one connection.</summary>
internal static class InternalErrors
{
    /// <summary>Names the connection and what was thrown; not its message, which may hold bytes of the connection.</summary>
    public static string Line(ConnectionSummary connection, Exception exception) =>
        $"connection {connection.Id} ({connection.Client} > {connection.Server}): internal error ({exception.GetType().Name}); it is given up, all others are read on: please report this";
}
