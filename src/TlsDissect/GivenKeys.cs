using TlsDissect.Keys;

namespace TlsDissect;

/// <summary>
/// The keys that a run was given, for a connection that stays encrypted. Advice does not ask for a key that was already given.
/// </summary>
internal sealed record GivenKeys
{
    /// <summary>No keys.</summary>
    public static readonly GivenKeys None = new();

    /// <summary>File names of the key logs.</summary>
    public IReadOnlyList<string> KeyLogs { get; init; } = [];

    /// <summary>Whether the capture has secrets blocks.</summary>
    public bool HasSecretsBlock { get; init; }

    /// <summary>Whether a key log or a secrets block was given, with or without secrets.</summary>
    public bool HasLogs => KeyLogs.Count > 0 || HasSecretsBlock;

    /// <summary>Number of secrets in all key logs and secrets blocks.</summary>
    public long Secrets { get; init; }

    /// <summary>Number of connections that these secrets belong to. Counting stops at <see cref="KeyLogCensus.MaxConnections"/>.</summary>
    public int Connections { get; init; }

    /// <summary>The client random that identifies this connection's secrets; empty if unknown.</summary>
    public ReadOnlyMemory<byte> ClientRandom { get; init; }

    /// <summary>Labels of the secrets logged for this connection, one bit each.</summary>
    public uint Labels { get; init; }

    /// <summary>Whether secrets may be logged under the random of an inner hello (RFC 9849), and there were too many to try all.</summary>
    public bool IsInnerHelloUntried { get; init; }

    /// <summary>The server RSA keys.</summary>
    public IReadOnlyList<ServerKey> ServerKeys { get; init; } = [];

    /// <summary>The key that matches this server's certificate; <c>null</c> if none does.</summary>
    public ServerKey? FittingKey { get; init; }

    /// <summary>Whether the server's certificate was seen.</summary>
    public bool HasCertificate { get; init; }

    public bool HasPreSharedKeys { get; init; }

    public bool HasStaticDhKeys { get; init; }

    /// <summary>Whether a secret with this label is logged for this connection.</summary>
    public bool Has(KeyLogLabel label) => (Labels >> (int)label & 1) != 0;
}
