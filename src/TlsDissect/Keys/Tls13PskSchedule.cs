using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// TLS 1.3's key schedule from a pre-shared key (RFC 8446 §7.1), as far as possible without the (EC)DHE secret: the binder and early data
/// always, everything else in psk_ke mode, which has none.
/// </summary>
/// <param name="version">The version, because drafts have other labels.</param>
/// <param name="hash">The hash of the key, which is that of every suite it may be used with.</param>
/// <param name="key">The pre-shared key.</param>
internal sealed class Tls13PskSchedule(ProtocolVersion version, SuiteHash hash, byte[] key)
{
    private byte[]? _handshake;
    private byte[]? _master;

    public SuiteHash Hash => hash;

    /// <summary>Early Secret.</summary>
    public byte[] EarlySecret { get; } = Tls13KeySchedule.Extract(hash, new byte[SuiteHashes.Length(hash)], key);

    /// <summary>Handshake Secret of psk_ke: zeros stand where the (EC)DHE secret would be.</summary>
    public byte[] HandshakeSecret => _handshake ??= Next(EarlySecret);

    /// <summary>Master Secret of psk_ke.</summary>
    public byte[] MasterSecret => _master ??= Next(HandshakeSecret);

    /// <summary>Computes a binder (§4.2.11.2).</summary>
    /// <param name="isExternal">Whether the key is external, not from a ticket.</param>
    /// <param name="transcriptHash">Of the handshake up to the start of the binders.</param>
    public byte[] Binder(bool isExternal, byte[] transcriptHash)
    {
        byte[] binderKey = DeriveSecret(EarlySecret, isExternal ? "ext binder" : "res binder", SuiteHashes.Compute(hash, default));
        return Tls13KeySchedule.TryFinishedVerifyData(version, hash, binderKey, transcriptHash)!;
    }

    /// <summary>Derives client_early_traffic_secret.</summary>
    public byte[] EarlyTraffic(byte[] transcriptHash) => DeriveSecret(EarlySecret, "c e traffic", transcriptHash);

    /// <summary>Derives client_ or server_handshake_traffic_secret of psk_ke.</summary>
    public byte[] HandshakeTraffic(Sender sender, byte[] transcriptHash) =>
        DeriveSecret(HandshakeSecret, sender == Sender.Client ? "c hs traffic" : "s hs traffic", transcriptHash);

    /// <summary>Derives client_ or server_application_traffic_secret_0 of psk_ke.</summary>
    public byte[] ApplicationTraffic(Sender sender, byte[] transcriptHash) =>
        DeriveSecret(MasterSecret, sender == Sender.Client ? "c ap traffic" : "s ap traffic", transcriptHash);

    /// <summary>Derives the key that a NewSessionTicket of this session represents (§4.6.1).</summary>
    public byte[] Resumption(byte[] transcriptHash, byte[] ticketNonce)
    {
        byte[] resumption = DeriveSecret(MasterSecret, "res master", transcriptHash);
        byte[] output = new byte[resumption.Length];
        Tls13KeySchedule.ExpandLabel(version, hash, resumption, "resumption", ticketNonce, output);
        return output;
    }

    private byte[] Next(byte[] secret) =>
        Tls13KeySchedule.Extract(hash, DeriveSecret(secret, "derived", SuiteHashes.Compute(hash, default)), new byte[secret.Length]);

    private byte[] DeriveSecret(byte[] secret, string label, byte[] transcriptHash)
    {
        byte[] output = new byte[secret.Length];
        Tls13KeySchedule.ExpandLabel(version, hash, secret, label, transcriptHash, output);
        return output;
    }
}
