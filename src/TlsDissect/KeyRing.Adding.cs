using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Keys.Index;

namespace TlsDissect;

public sealed partial class KeyRing
{
    /// <summary>
    /// Adds the RSA private keys of a file: PEM or DER, PKCS#1 or PKCS#8, encrypted or not; PKCS#12. A key that the ring has already is not
    /// added again.
    /// </summary>
    /// <param name="path">The file, of at most 1 MiB.</param>
    /// <param name="password">The file's password if it needs one.</param>
    /// <exception cref="KeyFileException">
    /// The file cannot be read, the password is missing or wrong, or it contains no RSA private key.
    /// </exception>
#pragma warning disable RS0027 // The other overload takes a key, not a path: no call fits both.
    public KeyRing AddRsaKey(string path, string? password = null)
#pragma warning restore RS0027
    {
        ArgumentNullException.ThrowIfNull(path);
        return Add(RsaKeyFile.LoadAll(path, _ => password).Keys);
    }

    /// <summary>
    /// Adds an RSA private key. The key need not be exportable (it may be in a hardware module), but it must decrypt PKCS#1 v1.5,
    /// thread-safely.
    /// </summary>
    /// <param name="key">Not disposed. It must stay usable until the last run with this ring has ended.</param>
    /// <param name="name">The value of <see cref="ConnectionSummary.Key"/> for connections that it decrypts.</param>
    public KeyRing AddRsaKey(RSA key, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(name);
        return Add([new ServerKey(name, key)]);
    }

    /// <summary>
    /// Adds a server's static EC or DH private key, for the suites DH_ and ECDH_: PEM (SEC 1 or PKCS#8, encrypted or not) or DER (PKCS#8,
    /// encrypted or not).
    /// </summary>
    /// <param name="path">The file, of at most 1 MiB.</param>
    /// <param name="password">The file's password if it needs one.</param>
    /// <exception cref="KeyFileException">
    /// The file cannot be read, the password is missing or wrong, or it contains no EC or DH private key.
    /// </exception>
    public KeyRing AddStaticDhKey(string path, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Add(StaticDhKeyFile.Load(path, _ => password));
    }

    /// <summary>
    /// Adds the secrets of a key log (SSLKEYLOGFILE, RFC 9850), which may be compressed with gzip. The file is read once. Use
    /// <see cref="FollowKeyLog"/> to read what is appended later. Or adds a key index (<c>tlsdissect keys index</c>), which is read in
    /// place, whatever its size.
    /// </summary>
    /// <param name="path">The file. Lines that are not key log lines are skipped.</param>
    /// <exception cref="KeyFileException">The file cannot be read.</exception>
    public KeyRing AddKeyLog(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (KeyIndex.IsIndex(path)) return Add(KeyIndex.Open(path));
        Logs.Load(path);
        return this;
    }

    /// <summary>Adds the secrets in the lines of a key log. Runs in progress find them from now on; see <see cref="MayGrow"/>.</summary>
    /// <param name="lines">Whole lines. Lines that are not key log lines are skipped.</param>
    /// <param name="name">The value of <see cref="ConnectionSummary.Key"/> for connections that they decrypt.</param>
    public KeyRing AddKeyLog(ReadOnlySpan<byte> lines, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Logs.Add(lines, name, fromSecretsBlock: false);
        return this;
    }

    /// <summary>
    /// Watches a key log during runs of TlsDissect.Capture: each run reads what is appended, several times a second. The file need not
    /// exist yet, and may be truncated or replaced. Sets <see cref="MayGrow"/>.
    /// </summary>
    /// <param name="path">The file, not a pipe. If it cannot be read, the run warns; no exception is thrown.</param>
    public KeyRing FollowKeyLog(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        lock (_lock)
        {
            if (!_followed.Contains(path)) _followed = [.. _followed, path];
        }

        MayGrow = true;
        return this;
    }

    /// <summary>Adds a pre-shared key (RFC 4279, RFC 8446 §4.2.11).</summary>
    /// <param name="key">The key, 1 to 4,096 bytes. It is copied.</param>
    /// <param name="identity">The identity that it belongs to; empty to try it for every identity.</param>
    public KeyRing AddPreSharedKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> identity = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(key.Length, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, PreSharedKey.MaxLength, nameof(key));
        return Add(new PreSharedKey(identity.IsEmpty ? null : identity.ToArray(), key.ToArray()));
    }

    /// <summary>Adds a key index. The ring's runs must not have begun.</summary>
    internal KeyRing Add(KeyIndex index)
    {
        _indexes.Add(index);
        return this;
    }

    /// <summary>Adds the RSA keys that the ring does not have yet.</summary>
    internal KeyRing Add(IEnumerable<ServerKey> keys)
    {
        lock (_lock)
        {
            List<ServerKey> all = [.. _serverKeys];
            foreach (ServerKey key in keys)
            {
                if (!all.Exists(known => known.SubjectPublicKeyInfo.AsSpan().SequenceEqual(key.SubjectPublicKeyInfo))) all.Add(key);
            }

            _serverKeys = all;
        }

        return this;
    }

    /// <summary>Adds a static Diffie-Hellman key.</summary>
    internal KeyRing Add(StaticDhKey key)
    {
        lock (_lock) _staticDhKeys = [.. _staticDhKeys, key];
        return this;
    }

    /// <summary>Adds a pre-shared key.</summary>
    internal KeyRing Add(PreSharedKey key)
    {
        lock (_lock) _preSharedKeys = [.. _preSharedKeys, key];
        return this;
    }

    /// <summary>The secrets of key logs. Every ring that users create has them.</summary>
    private KeyLog Logs => _keyLog ?? throw new InvalidOperationException("this ring has no key log");
}
