using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>A line of the ladder with what decides how it is explained.</summary>
internal readonly record struct ExplainedStep(ConnectionSummary Connection, MessageEntry Entry)
{
    public bool Tls13 => Connection.Version.IsTls13();

    public bool Resumed => Connection.Handshake == HandshakeKind.Resumed;

    /// <summary>A hello after the connection's first.</summary>
    public bool SecondHello => Entry.Message is ClientHello && Connection.ClientHelloList.Count > 1 && !ReferenceEquals(Entry.Message, Connection.ClientHelloList[0]);

    public bool AfterRetry => Connection.ServerHelloList.Count > 0 && Connection.ServerHelloList[0].IsHelloRetryRequest;

    /// <summary>A key share beside the pre-shared key: psk_dhe_ke (RFC 8446 §4.2.9).</summary>
    public bool HasKeyShare => Entry.Message is ServerHello { KeyShare: not null };

    public bool OffersSession => Entry.Message is ClientHello hello
        && (hello.PreSharedKeyIdentities.Length > 0 || hello.SessionTicket is { Length: > 0 });

    public bool NoCertificate => Entry.Message is Certificate { Entries.Length: 0 } or CompressedCertificate { Certificate.Entries.Length: 0 };

    /// <summary>The premaster secret is encrypted with the certificate's key.</summary>
    public bool RsaExchange => Exchange == KeyExchange.Rsa;

    /// <summary>As <see cref="RsaExchange"/>, but with a short key made for the purpose (RFC 2246 appendix D.1).</summary>
    public bool RsaExport => Exchange is KeyExchange.RsaExport or KeyExchange.RsaExport1024;

    /// <summary>The server's half of the key agreement is in its certificate.</summary>
    public bool StaticDh => Exchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh && !Anonymous;

    public bool Anonymous => Connection.CipherSuiteParts?.Authentication == Authentication.Anonymous;

    public bool Psk => Exchange == KeyExchange.Psk;

    public bool RsaPsk => Exchange == KeyExchange.RsaPsk;

    public bool EphemeralPsk => Exchange is KeyExchange.DhePsk or KeyExchange.EcdhePsk;

    public bool Ephemeral => Connection.CipherSuiteParts?.IsForwardSecret == true;

    public bool Srp => Exchange == KeyExchange.Srp;

    public bool NullCipher => Connection.CipherSuiteParts?.Cipher == BulkCipher.Null;

    /// <summary>The given private key opened the premaster secret.</summary>
    public bool OpenedWithKey => Connection.Secret == SecretSource.RsaKey;

    private KeyExchange? Exchange => Connection.CipherSuiteParts?.KeyExchange;
}
