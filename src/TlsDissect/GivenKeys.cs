using TlsDissect.Keys;

namespace TlsDissect;

/// <summary>What a run was given to decrypt with, for a connection that it does not decrypt. Advice depends on it: what was given is not asked for.</summary>
internal sealed record GivenKeys
{
    /// <summary>Nothing was given.</summary>
    public static readonly GivenKeys None = new();

    /// <summary>The names of the key log files.</summary>
    public IReadOnlyList<string> KeyLogs { get; init; } = [];

    /// <summary>Whether the capture has secrets blocks.</summary>
    public bool HasSecretsBlock { get; init; }

    /// <summary>Whether a key log or a secrets block was given, with or without secrets.</summary>
    public bool HasLogs => KeyLogs.Count > 0 || HasSecretsBlock;

    /// <summary>Secrets in all of them.</summary>
    public int Secrets { get; init; }

    /// <summary>The connections that these are of; past <see cref="KeyLogCensus.MaxConnections"/> they are not counted.</summary>
    public int Connections { get; init; }

    /// <summary>The client random that names this connection's secrets; empty if it is not known.</summary>
    public ReadOnlyMemory<byte> ClientRandom { get; init; }

    /// <summary>The labels of the secrets that are logged for it, bit by bit.</summary>
    public uint Labels { get; init; }

    /// <summary>Whether the secrets may be logged for the random of an inner hello (RFC 9849), and there were too many to try all.</summary>
    public bool IsInnerHelloUntried { get; init; }

    /// <summary>The servers' RSA keys.</summary>
    public IReadOnlyList<ServerKey> ServerKeys { get; init; } = [];

    /// <summary>The one that is the key of this server's certificate, or <c>null</c>.</summary>
    public ServerKey? FittingKey { get; init; }

    /// <summary>Whether the server's certificate was seen.</summary>
    public bool HasCertificate { get; init; }

    public bool HasPreSharedKeys { get; init; }

    public bool HasStaticDhKeys { get; init; }

    /// <summary>Whether a secret of a label is logged for this connection.</summary>
    public bool Has(KeyLogLabel label) => (Labels >> (int)label & 1) != 0;
}
