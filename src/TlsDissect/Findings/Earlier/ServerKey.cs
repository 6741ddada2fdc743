using TlsDissect.Transport;

namespace TlsDissect.Findings.Earlier;

/// <summary>What tells one server from another: its address, and the names by which one address serves several.</summary>
/// <param name="Endpoint">Address and port.</param>
/// <param name="Target">The server that a proxy at the address was asked for; <c>null</c> if there was no proxy.</param>
/// <param name="Name">The server name of the client, in lower case; <c>null</c> if it sent none.</param>
/// <param name="IsAnyName">Whether it stands for all names together. Then there is no <paramref name="Name"/>.</param>
internal readonly record struct ServerKey(IpEndpoint Endpoint, string? Target, string? Name, bool IsAnyName = false)
{
    /// <summary>No longer name is a host's.</summary>
    private const int LongestName = 255;

    /// <summary>The key of this address for all names together.</summary>
    public ServerKey AnyName => this with { Name = null, IsAnyName = true };

    /// <summary>Characters in it.</summary>
    public int Length => (Target?.Length ?? 0) + (Name?.Length ?? 0);

    /// <summary>The server of a connection; <c>null</c> if its name is too long to be one.</summary>
    public static ServerKey? Of(ConnectionSummary connection)
    {
        string? target = connection.StartTls?.Target, name = connection.ServerName;
        return target?.Length > LongestName || name?.Length > LongestName
            ? null
            : new ServerKey(connection.Server, target?.ToLowerInvariant(), name?.ToLowerInvariant());
    }
}
