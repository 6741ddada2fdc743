using System.Text;
using TlsDissect.Keys;
using TlsDissect.Keys.Index;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Why;

/// <summary>All keys of a run beside all its connections: one part's, to which those of other parts are added.</summary>
internal sealed class KeyFits
{
    /// <summary>Private keys in the order given, then pre-shared keys by identity.</summary>
    private readonly List<KeyFit> _given = [];
    private readonly Dictionary<object, KeyFit> _ofKeys = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<(SecretSource Kind, string Name), KeyFit> _logs = new(LogOrder);
    private readonly KeyRing _keys;

    private static readonly Comparer<(SecretSource Kind, string Name)> LogOrder = Comparer<(SecretSource Kind, string Name)>.Create(
        (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Name, b.Name));

    /// <param name="keys">The given keys.</param>
    /// <param name="certificates">The certificates beside them.</param>
    public KeyFits(KeyRing keys, IReadOnlyDictionary<string, CertificateDetails> certificates)
    {
        _keys = keys;
        foreach (ServerKey key in keys.ServerKeys)
        {
            CertificateDetails? own = certificates.GetValueOrDefault(Convert.ToHexString(key.SubjectPublicKeyInfo));
            Add(key, new KeyFit(SecretSource.RsaKey, key.Name) { PublicKey = $"RSA {key.KeySize}", Own = own });
        }

        foreach (StaticDhKey key in keys.StaticDhKeys)
            Add(key, new KeyFit(SecretSource.StaticDhKey, key.Name) { PublicKey = key.IsElliptic ? "EC" : "DH" });
        foreach (PreSharedKey key in keys.PreSharedKeys) Add(key);
    }

    /// <summary>All of them: private keys, pre-shared keys, then logs by name.</summary>
    public IEnumerable<KeyFit> All => _given.Concat(_logs.Values);

    /// <summary>Compares a connection with all keys.</summary>
    public void Add(ConnectionFit fit)
    {
        KeyFit? opener = Opener(fit);
        if (fit.ServerKey is ServerKey rsa) Add(_ofKeys[rsa], fit, ref opener);
        if (fit.StaticDhKey is StaticDhKey dh) Add(_ofKeys[dh], fit, ref opener);
        if (fit.PskIdentity is string identity && OfIdentity(identity) is KeyFit psk) Add(psk, fit, ref opener);
        foreach (LoggedFit log in fit.Logs) Add(OfLog(log.Kind, log.Name), fit, ref opener);
        opener?.Add(fit, belongs: false, decrypts: true);
    }

    /// <summary>Adds the counts of another part of the same input.</summary>
    public void Add(KeyFits other)
    {
        foreach ((KeyFit own, KeyFit added) in _given.Zip(other._given)) own.Add(added);
        foreach (KeyFit added in other._logs.Values)
        {
            KeyFit own = OfLog(added.Kind, added.Name!);
            own.Add(added);
            own.Contents ??= added.Contents;
        }
    }

    /// <summary>Looks at the contents of the given key logs.</summary>
    public void AddKeyLogs()
    {
        if (_keys.KeyLog is KeyLog logs) AddContents(SecretSource.KeyLog, logs, logs.SourceNames);
        foreach (KeyIndex index in _keys.Indexes)
        {
            IEnumerable<string> names = Enumerable.Range(0, index.Sources).Select(i => Path.GetFileName(index.Source(i).Path) ?? "");
            AddContents(SecretSource.KeyLog, index, names);
        }
    }

    /// <summary>Looks at the secrets that a capture brought, when it was read.</summary>
    public void AddSecretsOf(KeyRing capture)
    {
        AddContents(SecretSource.SecretsBlock, capture.SecretsBlocks, capture.SecretsBlocks.SourceNames);
        AddContents(SecretSource.F5Trailer, capture.Trailers, capture.Trailers.SourceNames);
    }

    private static void Add(KeyFit key, ConnectionFit fit, ref KeyFit? opener)
    {
        key.Add(fit, belongs: true, decrypts: key == opener || IsSecondKey(key, fit));
        if (key == opener) opener = null;
    }

    /// <summary>The premaster secret of RSA_PSK is made of both keys (RFC 4279 §4), and the pre-shared one is named.</summary>
    private static bool IsSecondKey(KeyFit key, ConnectionFit fit) => key.Kind == SecretSource.RsaKey &&
        fit.Connection is { Secret: SecretSource.PreSharedKey, CipherSuiteParts.KeyExchange: KeyExchange.RsaPsk };

    /// <summary>
    /// The key that decrypts a connection. It is known by its name; of several with one name, that of the certificate, or else the first.
    /// </summary>
    private KeyFit? Opener(ConnectionFit fit) => fit.Connection.Secret switch
    {
        null => null,
        SecretSource.RsaKey when fit.ServerKey is not null => _ofKeys[fit.ServerKey],
        SecretSource.StaticDhKey when fit.StaticDhKey is not null => _ofKeys[fit.StaticDhKey],
        SecretSource.PreSharedKey => OfIdentity(fit.Connection.Key ?? ""),
        // The key that decrypted the session when it began.
        SecretSource.Resumed => All.FirstOrDefault(key => key.Name is not null && key.Name == fit.Connection.Key),
        SecretSource kind and (SecretSource.RsaKey or SecretSource.StaticDhKey) =>
            _given.Find(key => key.Kind == kind && key.Name == fit.Connection.Key),
        SecretSource kind => OfLog(kind, fit.Connection.Key ?? ""),
    };

    /// <summary>The pre-shared keys of an identity, or else those for every identity.</summary>
    private KeyFit? OfIdentity(string? identity) =>
        _given.Find(key => key.Kind == SecretSource.PreSharedKey && key.Name == identity) ??
        _given.Find(key => key is { Kind: SecretSource.PreSharedKey, Name: null });

    private KeyFit OfLog(SecretSource kind, string name)
    {
        if (!_logs.TryGetValue((kind, name), out KeyFit? log)) _logs[(kind, name)] = log = new KeyFit(kind, name);
        return log;
    }

    private void Add(object key, KeyFit fit)
    {
        _given.Add(fit);
        _ofKeys[key] = fit;
    }

    private void Add(PreSharedKey key)
    {
        string? identity = key.Identity is byte[] bytes ? Encoding.Latin1.GetString(bytes) : null;
        if (_given.Find(fit => fit.Kind == SecretSource.PreSharedKey && fit.Name == identity) is KeyFit known) known.Keys++;
        else _given.Add(new KeyFit(SecretSource.PreSharedKey, identity));
    }

    private void AddContents(SecretSource kind, ILoggedSecrets logs, IEnumerable<string> names)
    {
        foreach ((string name, KeyLogContents contents) in KeyLogContents.Of(logs, names)) OfLog(kind, name).Contents = contents;
    }
}
