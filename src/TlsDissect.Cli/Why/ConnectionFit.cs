using System.Text;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Why;

/// <summary>
/// A connection beside the keys of a run: the keys and key logs that belong to it, whether they decrypt it or not, and what else would.
/// </summary>
internal sealed class ConnectionFit
{
    /// <summary>Limit on the values of one label that are looked at. At most one of them is right.</summary>
    private const int MaxValues = 1000;

    private static readonly KeyLogLabel[] ByRandom =
        [.. Enum.GetValues<KeyLogLabel>().Where(label =>
            label is not (KeyLogLabel.SessionId or KeyLogLabel.SessionTicket or KeyLogLabel.EncryptedPremaster))];

    private readonly List<LoggedFit> _logs = [];

    private ConnectionFit(ConnectionSummary connection, KeyRing keys)
    {
        Connection = connection;
        Helps = Remedies.Of(connection);
        if (connection.ServerCertificates is [CertificateDetails own, ..])
        {
            Certificate = own;
            byte[] publicKey = own.PublicKeyBytes;
            ServerKey = publicKey.Length > 0 ? keys.FindServerKey(publicKey) : null;
            StaticDhKey = publicKey.Length > 0 ? keys.StaticDhKeys.FirstOrDefault(key => key.IsOf(publicKey)) : null;
        }

        ClientKeyExchange? exchange = connection.MessageList.Select(entry => entry.Message).OfType<ClientKeyExchange>().FirstOrDefault();
        byte[]? identity = exchange?.PskIdentity ?? SelectedIdentity(connection);
        PskIdentity = identity is null ? null : Encoding.Latin1.GetString(identity);
        IsIdentityGiven = PskIdentity is not null && keys.PreSharedKeys.Any(key => key.Identity is byte[] given &&
            Encoding.Latin1.GetString(given) == PskIdentity);
        if (keys.HasLoggedSecrets) FindLogged(keys, exchange);
    }

    public ConnectionSummary Connection { get; }

    /// <summary>What would decrypt it, or more of it.</summary>
    public IReadOnlyList<Remedy> Helps { get; }

    /// <summary>The server's own certificate; <c>null</c> if it was not seen.</summary>
    public CertificateDetails? Certificate { get; }

    /// <summary>The given key of this certificate.</summary>
    public ServerKey? ServerKey { get; }

    /// <summary>The given static Diffie-Hellman key of this certificate.</summary>
    public StaticDhKey? StaticDhKey { get; }

    /// <summary>The identity of its pre-shared key, a byte a character; <c>null</c> if it uses none, or a session's.</summary>
    public string? PskIdentity { get; }

    /// <summary>Whether a pre-shared key was given for this identity.</summary>
    public bool IsIdentityGiven { get; }

    /// <summary>
    /// The random that key logs find its secrets by: that of its latest ClientHello, or of a secret that was found by trial. <c>null</c> if
    /// unknown.
    /// </summary>
    public ReadOnlyMemory<byte>? ClientRandom => Randoms().LastOrDefault(random => random.Length > 0) is { Length: > 0 } last ? last : null;

    /// <summary>The sources that have secrets logged for it.</summary>
    public IReadOnlyList<LoggedFit> Logs => _logs;

    /// <summary>Whether a certificate's private key would decrypt it.</summary>
    public bool NeedsServerKey =>
        Helps.Any(remedy => remedy is Remedy.ServerKey or Remedy.StaticDhKey or Remedy.ServerKeyAndPreSharedKey);

    /// <summary>Whether its pre-shared key would decrypt it.</summary>
    public bool NeedsPreSharedKey => Helps.Any(remedy => remedy is Remedy.PreSharedKey or Remedy.ServerKeyAndPreSharedKey);

    /// <summary>Whether it has something encrypted that is not decrypted.</summary>
    public bool IsLacking => Connection is
    {
        Status: not DecryptionStatus.NotNeeded,
        Reason: not (null or DecryptionReason.NoApplicationData or DecryptionReason.UnprotectedRecord),
    };

    /// <summary>Compares a connection that is over with the keys of its run.</summary>
    public static ConnectionFit Of(ConnectionSummary connection, KeyRing keys) => new(connection, keys);

    /// <summary>The identity that the server of TLS 1.3 chose, unless it is a ticket (RFC 8446 §4.2.11).</summary>
    private static byte[]? SelectedIdentity(ConnectionSummary connection)
    {
        if (HandshakeText.OriginOf(connection) is PreSharedKeyOrigin.None or PreSharedKeyOrigin.Session) return null;
        int? index = connection.ServerHelloList.FindLast(hello => !hello.IsHelloRetryRequest)?.SelectedPreSharedKey;
        ClientHello? hello = connection.ClientHelloList.FindLast(hello => hello.PreSharedKeyIdentities.Length > index);
        return index is int chosen && hello is not null ? hello.PreSharedKeyIdentities[chosen].ToArray() : null;
    }

    private void FindLogged(KeyRing keys, ClientKeyExchange? exchange)
    {
        HashSet<string> seen = [];
        foreach (ReadOnlyMemory<byte> random in Randoms())
        {
            if (random.Length != KeyLogKey.IdentityLength || !seen.Add(Convert.ToHexString(random.Span))) continue;
            foreach (KeyLogLabel label in ByRandom) Add(keys, new KeyLogKey(label, random.Span));
        }

        foreach (ServerHello hello in Connection.ServerHelloList.Where(hello => hello.SessionId.Length > 0))
            Add(keys, new KeyLogKey(KeyLogLabel.SessionId, hello.SessionId.Span));
        foreach (ClientHello hello in Connection.ClientHelloList.Where(hello => hello.SessionTicket is { Length: > 0 }))
            Add(keys, KeyLogKey.OfTicket(hello.SessionTicket!.Value.Span));
        if (exchange is { EncryptedPremasterSecret.Length: > 0 }) Add(keys, KeyLogKey.OfPremaster(exchange.EncryptedPremasterSecret));
    }

    private IEnumerable<ReadOnlyMemory<byte>> Randoms() =>
        Connection.ClientHelloList.Select(hello => hello.Random).Append(Connection.TrialClientRandom);

    private void Add(KeyRing keys, KeyLogKey key)
    {
        foreach (KeyLogEntry entry in keys.FindAll(key).Take(MaxValues))
        {
            SecretSource kind = LoggedSource.Of(entry);
            LoggedFit? log = _logs.Find(log => log.Kind == kind && log.Name == entry.Source);
            if (log is null) _logs.Add(log = new LoggedFit(kind, entry.Source));
            log.Labels |= 1u << (int)key.Label;
        }
    }
}

/// <summary>A source that has secrets logged for a connection.</summary>
/// <param name="Kind">Key log, secrets block or trailer.</param>
/// <param name="Name">Its name.</param>
internal sealed record LoggedFit(SecretSource Kind, string Name)
{
    /// <summary>The labels of these secrets, one bit each.</summary>
    public uint Labels { get; set; }

    /// <summary>The labels as they are written in lines.</summary>
    public IEnumerable<string> LabelNames =>
        Enum.GetValues<KeyLogLabel>().Where(label => (Labels >> (int)label & 1) != 0).Select(label => label.LineName());
}
