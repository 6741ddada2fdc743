using System.Security.Cryptography;
using TlsDissect.Keys;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>
/// The secrets of a connection's first handshake, as copies. Where secrets are not shown, only their lengths are kept: the copies are
/// zeros.
/// </summary>
internal sealed class SessionNumbers(bool keepsValues)
{
    private readonly Dictionary<KeyLogLabel, byte[]> _secrets = [];
    private readonly List<byte[]> _all = [];

    /// <summary>Names the handshake; empty if nothing was verified.</summary>
    public byte[] ClientRandom { get; private set; } = [];

    /// <summary>What the master secret was derived from; <c>null</c> if it was logged, or of an earlier session.</summary>
    public byte[]? Premaster { get; private set; }

    /// <summary>With extended_master_secret (RFC 7627 §4). It is not secret.</summary>
    public byte[]? SessionHash { get; private set; }

    /// <summary>TLS 1.3 with a pre-shared key: the Early Secret.</summary>
    public byte[]? Early { get; private set; }

    /// <summary>TLS 1.3 with a pre-shared key alone: the Handshake Secret.</summary>
    public byte[]? Handshake { get; private set; }

    /// <summary>TLS 1.3 with a pre-shared key alone: the Master Secret.</summary>
    public byte[]? Main { get; private set; }

    /// <summary>A master secret or a traffic secret; <c>null</c> if it is not known.</summary>
    public byte[]? Of(KeyLogLabel label) => _secrets.GetValueOrDefault(label);

    /// <summary>Copies a secret, and what it was derived from, if it belongs to the first handshake and is the first of its kind.</summary>
    public void Add(in VerifiedSecret secret)
    {
        // They belong to the outer ClientHello.
        if (secret.Label is KeyLogLabel.EchSecret or KeyLogLabel.EchConfig) return;
        if (ClientRandom.Length == 0) ClientRandom = secret.ClientRandom.ToArray();
        if (!secret.ClientRandom.SequenceEqual(ClientRandom) || secret.Generation > 0 || _secrets.ContainsKey(secret.Label)) return;
        _secrets.Add(secret.Label, Copy(secret.Secret));
        if (secret.Derivation is MasterDerivation derivation)
            (Premaster, SessionHash) = (Copy(derivation.Premaster), derivation.SessionHash);
        if (secret.Schedule is not Tls13PskSchedule schedule) return;
        Early ??= Copy(schedule.EarlySecret);
        // Application keys and those of the handshake follow from the key alone: there was no key share.
        if (secret.Label == KeyLogLabel.ClientEarlyTrafficSecret) return;
        Handshake ??= Copy(schedule.HandshakeSecret);
        Main ??= Copy(schedule.MasterSecret);
    }

    /// <summary>Overwrites all copies.</summary>
    public void Clear()
    {
        foreach (byte[] copy in _all) CryptographicOperations.ZeroMemory(copy);
    }

    private byte[] Copy(ReadOnlySpan<byte> secret)
    {
        byte[] copy = keepsValues ? secret.ToArray() : new byte[secret.Length];
        _all.Add(copy);
        return copy;
    }
}
