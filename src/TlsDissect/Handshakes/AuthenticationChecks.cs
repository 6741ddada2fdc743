using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Verifies how each side of a connection authenticates: by a signature if both the certificate and the signed data are visible, otherwise
/// by a Finished that only the holder of a key could make.
/// </summary>
internal sealed class AuthenticationChecks(HandshakeServices services, IHandshakeReport report)
{
    /// <summary>Maximum number of signatures that wait, two for each side. More are not verified.</summary>
    private const int MaxPending = 4;

    private List<Pending>? _pending;

    // The result of the handshakes before the present one.
    private PeerAuthentication _server;
    private PeerAuthentication _client;

    private readonly record struct Pending(Handshake Handshake, Sender Sender, HandshakeMessage Proof, byte[] PublicKey);

    /// <summary>Whether no signature waits.</summary>
    public bool IsEmpty => _pending is null;

    /// <summary>Adds a signed message: a ServerKeyExchange or a CertificateVerify.</summary>
    public void Add(Handshake handshake, Sender sender, HandshakeMessage proof)
    {
        byte[] publicKey = sender == Sender.Server ? handshake.ServerPublicKey : handshake.ClientPublicKey;
        DigitalSignature? signature = SignatureOf(proof);
        if (signature is null) return;
        string scheme = SignedContent.SchemeName(signature, () => services.VerificationKeys.Get(publicKey));
        handshake.Proofs[(int)sender] =
            new PeerAuthentication(report.WasAuthenticated(sender),
                scheme)
            { IsDelegated = handshake.Delegations[(int)sender] is not null };
        if (report.IsReplayed || _pending is { Count: >= MaxPending }) return;
        if (services.Options.VerifySignatures || services.Keys.HasAny)
            (_pending ??= []).Add(new Pending(handshake, sender, proof, publicKey));
    }

    /// <summary>Forgets everything, because the hellos read so far are discarded.</summary>
    public void Forget()
    {
        _pending = null;
        (_server, _client) = (default, default);
    }

    /// <summary>Discards what the client sent in the clear after its hello.</summary>
    public void TakeBackClient(Handshake handshake, string why)
    {
        handshake.TakeBackClientFlight();
        _pending?.RemoveAll(pending => pending.Handshake == handshake && pending.Sender == Sender.Client);
        if (_pending is { Count: 0 }) _pending = null;
        report.TakeBackClientFlight(why);
    }

    /// <summary>Verifies the signatures whose parts are complete. With <paramref name="last"/>, no more parts will come.</summary>
    public void Check(bool last)
    {
        if (_pending is null) return;
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            Pending pending = _pending[i];
            bool isReady = IsReady(pending);
            if (!isReady && !last) continue;
            bool? verified = isReady ? Verify(pending) : null;
            // Part of the signed data may come later, from the other direction.
            if (verified == false && !last && pending.Proof is CertificateVerify && !pending.Handshake.IsComplete) continue;
            // An incomplete transcript refutes nothing.
            if (verified == false && pending.Handshake.IsTranscriptBroken) verified = null;
            pending.Handshake.Proofs[(int)pending.Sender] = pending.Handshake.Proofs[(int)pending.Sender] with { Authenticated = verified };
            _pending.RemoveAt(i);
        }

        if (_pending.Count == 0) _pending = null;
    }

    /// <summary>Adds the result of a handshake that is over to those before it.</summary>
    public void Close(Handshake handshake)
    {
        Check(last: true);
        (_server, _client) = Report(handshake);
    }

    /// <summary>Reports the result so far.</summary>
    public (PeerAuthentication Server, PeerAuthentication Client) Report(Handshake handshake)
    {
        (PeerAuthentication server, PeerAuthentication client) =
            (_server.And(Judge(handshake, Sender.Server)), _client.And(Judge(handshake, Sender.Client)));
        report.OnAuthentication(server, client);
        return (server, client);
    }

    private bool? Verify(in Pending pending) => KeyOf(pending.PublicKey) is not VerificationKey key ? null : pending.Proof switch
    {
        ServerKeyExchange exchange => SignedContent.Verify(pending.Handshake, exchange, key),
        CertificateVerify proof when pending.Handshake.Delegations[(int)pending.Sender] is var (credential, certificate) =>
            VerifyDelegated(pending, proof, key, credential, certificate),
        CertificateVerify proof => SignedContent.Verify(pending.Handshake, pending.Sender, proof, key),
        _ => null,
    };

    /// <summary>The key to verify with; <c>null</c> if the library cannot use it or the limit on trials is reached.</summary>
    private VerificationKey? KeyOf(byte[] publicKey)
    {
        long cost = VerificationCost.Of(publicKey, isNew: !services.VerificationKeys.Knows(publicKey));
        if (cost == 0 || services.SharedTrials.TrySpend(cost)) return services.VerificationKeys.Get(publicKey);
        report.Note($"a signature was not verified: all connections together reached {services.Options.Wording.MaxTrialBytesInAll}");
        return null;
    }

    /// <summary>Verifies the credential with the key of the certificate, and the handshake with the key of the credential.</summary>
    private bool? VerifyDelegated(in Pending pending, CertificateVerify proof, VerificationKey key, DelegatedCredential credential,
        ReadOnlyMemory<byte> certificate)
    {
        bool? isDelegated = SignedContent.Verify(credential, certificate, pending.Sender, key);
        if (isDelegated != true) return isDelegated;
        if (proof.Signature.Scheme != credential.CertificateVerifyScheme) return false;
        return KeyOf(credential.SubjectPublicKeyInfo) is VerificationKey own
            ? SignedContent.Verify(pending.Handshake, pending.Sender, proof, own)
            : null;
    }

    /// <summary>Whether all signed data has been seen. One direction may be read before the other.</summary>
    private static bool IsReady(in Pending pending)
    {
        Handshake handshake = pending.Handshake;
        // The signature covers an inner ClientHello that may still be decrypted.
        if (handshake.ClientHello is null || handshake.ServerHello is null || handshake.HasInnerHello) return false;
        if (pending.Sender == Sender.Server) return true;
        if (handshake.IsTls13) return handshake.Finished[(int)Sender.Server] && handshake.PostHandshake is null or { IsRequested: true };
        return handshake.ServerHelloDone && handshake.ClientKeyExchange is not null &&
            (handshake.Version != ProtocolVersion.Ssl30 || handshake.Secret is not null);
    }

    private static DigitalSignature? SignatureOf(HandshakeMessage proof) => proof switch
    {
        ServerKeyExchange exchange => exchange.Signature,
        CertificateVerify verify => verify.Signature,
        _ => null,
    };

    /// <summary>
    /// Judges the proof of a side. A Finished that does not verify refutes all proofs, because the captured messages are not those that
    /// were sent.
    /// </summary>
    private static PeerAuthentication Judge(Handshake handshake, Sender sender)
    {
        PeerAuthentication proof = Proof(handshake, sender);
        return handshake.FinishedVerified.Contains(false) ? proof.Unfinished() : proof;
    }

    private static PeerAuthentication Proof(Handshake handshake, Sender sender)
    {
        PeerAuthentication proof = handshake.Proofs[(int)sender];
        if (proof.Scheme is not null || handshake.ServerHello is null) return proof;
        bool? finished = handshake.FinishedVerified[(int)sender];
        if (handshake.IsTls13)
        {
            if (handshake.IsResumption) return new PeerAuthentication(finished, "psk");
            // Without a pre-shared key the server must always sign; the client only if asked to.
            return sender == Sender.Client && finished is not null ? new PeerAuthentication(false, null) : default;
        }

        if (handshake.IsResumption) return new PeerAuthentication(finished, "resumption");
        if (handshake.CipherSuite is not CipherSuite suite) return default;
        if (sender == Sender.Client)
        {
            if (suite.KeyExchange is KeyExchange.Psk or KeyExchange.DhePsk or KeyExchange.EcdhePsk or KeyExchange.RsaPsk)
                return new PeerAuthentication(finished, "psk");
            return handshake.ClientKeyExchange is not null && handshake.ClientPublicKey.Length == 0 && !handshake.IsDamaged
                ? new PeerAuthentication(false, null)
                : default;
        }

        return suite.KeyExchange switch
        {
            _ when suite.Authentication == Authentication.Anonymous => new PeerAuthentication(false, null),
            KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024 or KeyExchange.RsaPsk =>
                new PeerAuthentication(finished, "rsa_key_exchange"),
            KeyExchange.Dh or KeyExchange.DhExport => new PeerAuthentication(finished, "dh_key_exchange"),
            KeyExchange.Ecdh => new PeerAuthentication(finished, "ecdh_key_exchange"),
            KeyExchange.Psk or KeyExchange.DhePsk or KeyExchange.EcdhePsk => new PeerAuthentication(finished, "psk"),
            _ => default,
        };
    }
}
