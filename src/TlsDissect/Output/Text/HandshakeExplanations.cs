using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// What each step of a handshake achieves, in the words of somebody who learns it: asymmetric cryptography sets the session up, symmetric
/// cryptography carries it. One row a step; of a message's rows the first that fits is the one.
/// </summary>
internal static class HandshakeExplanations
{
    private sealed record Row(string Message, Sender? From, Func<ExplainedStep, bool> Fits, string Text);

    private static readonly Row[] Rows =
    [
        new("hello_request", null, _ => true,
            "The server asks for a new handshake inside the running session: renegotiation."),

        new("client_hello", null, s => s.SecondHello && s.AfterRetry && s.Tls13,
            "The client says hello again, now with a key share for the group that the server asked for."),
        new("client_hello", null, s => s.SecondHello,
            "A new handshake inside the running session (renegotiation): it is protected by the keys of the one before, and ends with keys of its own."),
        new("client_hello", null, s => s.Tls13 && s.OffersSession,
            "The client opens: it sends the client random, the versions and cipher suites it can do, and its half of the key agreement at once (key_share). It also names a pre-shared key, mostly from an earlier session: it asks to go on from there."),
        new("client_hello", null, s => s.Tls13,
            "The client opens: it sends the client random and the versions and cipher suites it can do, and its half of the key agreement at once (key_share): an ephemeral public key whose private half never leaves it."),
        new("client_hello", null, s => s.Resumed,
            "The client opens with a fresh client random, and shows the session ID or ticket of an earlier session: it asks to skip the asymmetric part."),
        new("client_hello", null, _ => true,
            "The client opens: it sends the client random, 32 fresh bytes that make this session's keys unlike any other's, and the versions and cipher suites it can do."),

        new("hello_retry_request", null, _ => true,
            "The server cannot use the client's key share and names the group it wants: the client has to say hello again."),

        new("server_hello", null, s => s.Tls13 && s.Resumed && s.HasKeyShare,
            "The server answers with the server random and accepts the pre-shared key: no certificate is needed, both prove themselves by that key. With its key share both still agree on a fresh secret, so that the old one alone opens nothing: forward secrecy. From here on everything is encrypted."),
        new("server_hello", null, s => s.Tls13 && s.Resumed,
            "The server answers with the server random and accepts the pre-shared key: no certificate is needed, both prove themselves by that key. All keys follow from it and both randoms: who gets hold of it later can open this session. From here on everything is encrypted."),
        new("server_hello", null, s => s.Tls13,
            "The server chooses the cipher suite and sends the server random and its own key share. Both sides now compute the same shared secret, from their own private half and the other's public half; handshake keys follow from it, and from here on everything is encrypted."),
        new("server_hello", null, s => s.Resumed,
            "The server answers with the server random and agrees to go on from the earlier session: no certificate, no premaster secret. New session keys are made from the old master secret and both new randoms."),
        new("server_hello", null, _ => true,
            "The server chooses the cipher suite and sends the server random, its own 32 fresh bytes."),

        new("encrypted_extensions", null, _ => true,
            "What else the server chose, the first thing under the handshake keys: nobody on the way can read it."),

        new("certificate", Sender.Server, s => s.RsaExchange || s.RsaPsk,
            "The server shows its certificate. The client checks it: is it signed by an authority it trusts, is it valid now, is it for this name? It holds the public key that the premaster secret will be encrypted with: who can open that secret is the server that the certificate names. That is its authentication."),
        new("certificate", Sender.Server, s => s.StaticDh,
            "The server shows its certificate, and the client checks it. The certificate holds the server's half of the key agreement: who can finish the agreement is the server that it names. That is its authentication."),
        new("certificate", Sender.Server, _ => true,
            "The server shows its certificate. The client checks it: is it signed by an authority it trusts, is it valid now, is it for this name? The certificate's public key then checks the signature that proves with whom the keys are agreed: that authenticates the server."),
        new("certificate", Sender.Client, s => s.NoCertificate,
            "The server asked for a certificate; the client has none to show, and stays unauthenticated."),
        new("certificate", Sender.Client, _ => true,
            "Mutual TLS: the client shows its certificate too, and the server checks it."),
        new("certificate_status", null, _ => true,
            "Stapled to the certificate: the authority's fresh word that it was not revoked."),

        new("server_key_exchange", null, s => s.EphemeralPsk,
            "The server's half of the key agreement, an ephemeral public key, and perhaps a hint which pre-shared key is meant."),
        new("server_key_exchange", null, s => s.Psk || s.RsaPsk,
            "A hint which pre-shared key is meant."),
        new("server_key_exchange", null, s => s.RsaExport || s.RsaExchange,
            "A short RSA key, signed with the certificate's: export rules once allowed no longer one for encryption. The premaster secret will be encrypted with it."),
        new("server_key_exchange", null, s => s.Srp,
            "The server's half of an agreement that only succeeds for who knows the user's password."),
        new("server_key_exchange", null, s => s.Anonymous,
            "The server sends its half of the key agreement, and nothing signs it: nobody is authenticated, and somebody in the middle could have put his own half here."),
        new("server_key_exchange", null, _ => true,
            "The server sends its half of the key agreement, an ephemeral public key, signed with its certificate's private key. That signature authenticates it; the keys do not come from the certificate, so the server's private key cannot open this session later: forward secrecy."),

        new("certificate_request", null, _ => true,
            "Mutual TLS: the server asks the client to prove itself with a certificate as well."),
        new("server_hello_done", null, _ => true,
            "The server has said its part and waits for the client's."),

        new("client_key_exchange", null, s => s.RsaExchange && s.OpenedWithKey,
            "The client makes the premaster secret, 48 bytes, and sends it encrypted with the certificate's public key: only the holder of the private key can open it. Here it was opened with the private key that was given. Both sides, and this program, make the same session keys from the premaster secret and both randoms."),
        new("client_key_exchange", null, s => s.RsaExchange || s.RsaExport,
            "The client makes the premaster secret, 48 bytes, and sends it encrypted with the server's public key: only the holder of the private key can open it. Both sides then make the same session keys from the premaster secret and both randoms."),
        new("client_key_exchange", null, s => s.RsaPsk,
            "The client names the pre-shared key that both sides hold, and sends a secret of its own encrypted with the certificate's public key. The premaster secret is made of both: to open this session takes the server's private key and the pre-shared key."),
        new("client_key_exchange", null, s => s.EphemeralPsk,
            "The client names the pre-shared key that both sides hold, and sends its half of the key agreement. The premaster secret is made of both: the pre-shared key alone opens nothing later. The session keys follow from it and both randoms."),
        new("client_key_exchange", null, s => s.Psk,
            "The client names the pre-shared key that both sides hold; that they do is their authentication. The premaster secret is made of it, the session keys of that and both randoms."),
        new("client_key_exchange", null, s => s.StaticDh,
            "The client sends its half of the key agreement; the server's is in its certificate. Both sides compute the same premaster secret, and from it and both randoms the same session keys. The server's half is always the same, so its private key can open this session later: no forward secrecy."),
        new("client_key_exchange", null, s => s.Ephemeral,
            "The client sends its half of the key agreement. Both sides compute the same premaster secret from their own private half and the other's public half: it never crosses the wire, and the server's RSA key does not reveal it. The session keys follow from it and both randoms."),
        new("client_key_exchange", null, _ => true,
            "The client's part of the key exchange. The session keys follow from the premaster secret and both randoms."),

        new("certificate_verify", Sender.Client, _ => true,
            "Mutual TLS: the client signs the handshake so far with its certificate's private key. That proves that it holds that key."),
        new("certificate_verify", Sender.Server, _ => true,
            "The server signs the handshake so far with its certificate's private key: that authenticates it. The keys were agreed apart from it, so this private key opens nothing: forward secrecy."),

        new("change_cipher_spec", null, s => s.Tls13,
            "Means nothing in TLS 1.3: it is there so that old middleboxes take this for an older version."),
        new("change_cipher_spec", null, s => s.NullCipher,
            "From here on this side's records carry a check value made with the session keys; but this suite's cipher is NULL, and what they hold can be read by anybody."),
        new("change_cipher_spec", null, _ => true,
            "From here on this side encrypts with the session keys."),

        new("finished", null, s => s.Entry.Verified == false,
            "This Finished is authentic, but does not fit the messages shown here: its sender saw other ones. Neither side is authenticated by this handshake."),
        new("finished", Sender.Client, s => s.Tls13,
            "The client proves that it saw the same handshake and has the same keys. The asymmetric part has done its work: from here on application keys, symmetric only."),
        new("finished", Sender.Server, s => s.Tls13,
            "The server proves that it saw the same handshake and has the same keys: nobody changed a message on the way."),
        new("finished", Sender.Client, s => s.Resumed,
            "Client finished: the same proof from the client. From here on symmetric cryptography carries the data; no asymmetric step was needed."),
        new("finished", Sender.Client, _ => true,
            "Client finished: the first message under the session keys, a check value over the whole handshake. The server sees that both have the same keys and that nobody changed a message on the way."),
        new("finished", Sender.Server, s => s.Resumed,
            "Server finished: the first message under the new session keys, a check value over the handshake. Only who knows the old master secret can make it: that authenticates the server without a certificate."),
        new("finished", Sender.Server, _ => true,
            "Server finished: the same check from the server. The asymmetric part has done its work; from here on symmetric cryptography carries the data."),

        new("new_session_ticket", null, _ => true,
            "A ticket to resume this session with: the next connection can skip the certificate and what goes with it."),
        new("end_of_early_data", null, _ => true,
            "The end of the data that the client sent ahead, before the handshake was done (0-RTT)."),
        new("key_update", null, _ => true,
            "The sender's next record is under new keys, made from the present ones."),

        new("encrypted_handshake", null, s => s.Tls13,
            "Under the handshake keys, which are not known here: from ServerHello on TLS 1.3 hides its handshake, certificates too."),
        new("encrypted_handshake", null, _ => true,
            "Under the session keys, which are not known here. Right after change_cipher_spec it is finished: the proof that this side has the same keys and saw the same handshake."),
    ];

    /// <summary>The explanation of a ladder's line, or <c>null</c> where there is nothing to say.</summary>
    public static string? Of(ConnectionSummary connection, MessageEntry entry)
    {
        ExplainedStep step = new(connection, entry);
        string name = entry.Message is CompressedCertificate ? "certificate" : entry.Name;
        foreach (Row row in Rows)
        {
            if (row.Message == name && (row.From is null || row.From == entry.From) && row.Fits(step)) return row.Text;
        }

        return null;
    }
}
