using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>
/// Short explanations of messages that are not a numbered step: mutual authentication, renegotiation, retries, tickets. One row an
/// explanation; of a message's rows, the first that fits.
/// </summary>
internal static class LessonNotes
{
    private const string Mutual = "Mutual authentication: ";

    private const string Cookie = "Cookie exchange: proof of the address";

    private const string CookieRequest = "The sender of a datagram can forge its address. The server sends a cookie to it and keeps " +
        "nothing about the client. Only a client that has this address can return the cookie.";

    private const string DataMayBeLost =
        "DTLS does not send data again: the application has to expect that records are lost or come in another order.";

    private const string InsideQuic =
        "QUIC carries the messages of TLS 1.3 in CRYPTO frames of its packets, without records. It has three levels of keys. Those " +
        "of the first packets (Initial) are made from a connection ID that anyone can read, so they hide nothing.";

    private sealed record Row(string Message, Sender? From, Func<NotedMessage, bool> Fits, string Text)
    {
        public string? Heading { get; init; }

        /// <summary>Whether it is told beneath a numbered step, too.</summary>
        public bool IsBesideStep { get; init; }
    }

    private static readonly Row[] Rows =
    [
        new("hello_request", null, static _ => true, "The server asks for a new handshake inside the running session: a renegotiation."),
        new("client_hello", null, static m => m.IsLater,
            "A new handshake inside the running session: a renegotiation. The keys in use protect it, and it ends with new keys."),
        new("client_hello", null, static m => m is { IsRepeated: true, ReturnsCookie: true, Facts.IsDtls: true },
            "The client repeats its hello with the cookie, so it does have its address. From here on, the server spends memory on it."),
        new("client_hello", null, static m => m.IsRepeated, "The client repeats its hello with what the server asked for."),
        new("client_hello", null, static m => m.Facts.IsDtls,
            "UDP loses, repeats and reorders datagrams. So DTLS numbers its messages, divides long ones into fragments, and sends them " +
                "again if no answer comes.")
        {
            Heading = "A handshake over datagrams",
            IsBesideStep = true,
        },
        new("client_hello", null, static m => m.Facts.IsRetried,
            $"{InsideQuic} Here the server first sent a token (Retry). Only a client that has its address can return it.")
        {
            Heading = "A handshake inside QUIC",
            IsBesideStep = true,
        },
        new("client_hello", null, static m => m.Facts.IsQuic, InsideQuic) { Heading = "A handshake inside QUIC", IsBesideStep = true },
        new("hello_verify_request", null, static _ => true, CookieRequest) { Heading = Cookie },
        new("hello_retry_request", null, static m => m is { SendsCookie: true, NamesGroup: false, Facts.IsDtls: true }, CookieRequest)
        {
            Heading = Cookie,
        },
        new("hello_retry_request", null, static m => m is { SendsCookie: true, NamesGroup: false },
            "The server asks for another hello that returns its cookie."),
        new("hello_retry_request", null, static m => m is { SendsCookie: true, Facts.IsDtls: true },
            "The server cannot use the client's key share, and names the group that it wants. It adds a cookie, which only a client that " +
                "has this address can return."),
        new("hello_retry_request", null, static _ => true,
            "The server cannot use the client's key share. It names the group that it wants and asks for another hello."),

        new("encrypted_extensions", Sender.Server, static m => m.Facts.IsDtls,
            "The server's other choices. They are the first message under the handshake keys, which encrypt the numbers of records, too."),
        new("encrypted_extensions", Sender.Server, static m => m.Facts.IsQuic,
            "The server's other choices, with its transport parameters: limits for QUIC. They are the first message in Handshake " +
                "packets, under the handshake keys."),
        new("encrypted_extensions", Sender.Server, static _ => true,
            "The server's other choices. They are the first message under the handshake keys."),
        new("encrypted_extensions", null, static _ => true,
            "The client's settings for the application protocol, under the handshake keys."),
        new("certificate_status", null, static _ => true, "The authority's recent statement that the certificate is not revoked."),
        new("server_key_exchange", null, static m => m.Facts.Exchange is KeyExchange.Psk or KeyExchange.RsaPsk,
            "A hint about the pre-shared key that the server expects."),
        new("server_key_exchange", null, static m => m.Facts.IsRsaExchange,
            "A short RSA key, signed with the certificate's key: export rules once allowed no more. The client encrypts the premaster " +
                "secret with it."),
        new("server_hello_done", null, static m => !m.IsLater, "The server has sent its part and waits for the client."),

        new("certificate_request", null, static _ => true, "The server asks the client for a certificate, too.")
        {
            Heading = Mutual + "certificate request",
        },
        new("certificate", Sender.Client, static m => m.IsWithoutCertificate,
            "The client has no certificate to send. It stays unauthenticated.")
        {
            Heading = Mutual + "no certificate",
        },
        new("certificate", Sender.Client, static _ => true, "The client sends its certificate, and the server checks it.")
        {
            Heading = Mutual + "client's certificate",
        },
        new("certificate_verify", Sender.Client, static _ => true,
            "The client signs the handshake so far with its certificate's private key. " +
                "That proves that it is the holder of that certificate.")
        {
            Heading = Mutual + "client's signature",
        },

        new("change_cipher_spec", null, static m => m.Facts.IsTls13,
            "It has no meaning in TLS 1.3. It is sent so that old middleboxes take this for an older version."),
        new("change_cipher_spec", null, static m => m.IsLater, "From here on, this side uses the keys of the new handshake."),
        new("change_cipher_spec", null, static m => m.Facts.IsNullCipher,
            "From here on, this side's records carry a check value made with the session keys. They are not encrypted: the suite's " +
                "cipher is NULL."),
        new("change_cipher_spec", null, static m => m.Facts.IsDtls,
            "From here on, this side encrypts with the session keys. Each record names the epoch of its keys, because it may overtake " +
                "this one."),
        new("change_cipher_spec", null, static _ => true, "From here on, this side encrypts with the session keys."),
        new("finished", null, static m => m.Entry.Verified == false,
            "This Finished is authentic, but it does not match the messages in the capture: its sender saw other ones. Neither side is " +
                "authenticated by this handshake."),
        new("finished", Sender.Client, static m => m is { IsLastFinished: true, Facts: { IsDtls: true, IsTls13: true } },
            $"No message answers this one, so the server acknowledges it with a record (ACK). {DataMayBeLost}")
        {
            IsBesideStep = true,
        },
        new("finished", null, static m => m is { IsLastFinished: true, Facts.IsDtls: true }, DataMayBeLost) { IsBesideStep = true },
        new("finished", Sender.Client, static m => m is { IsLastFinished: true, Facts.IsQuic: true },
            "The server confirms this with a HANDSHAKE_DONE frame. Data goes in streams, in packets under the application keys (1-RTT). " +
                "QUIC sends lost data again, and a lost packet delays only the streams in it.")
        {
            IsBesideStep = true,
        },

        new("new_session_ticket", null, static m => m.Facts.IsTls13,
            "A ticket to resume this session: the next connection can do without the certificate."),
        new("new_session_ticket", null, static _ => true,
            "A ticket to resume this session: the next connection can skip the asymmetric part."),
        new("end_of_early_data", null, static _ => true,
            "The end of the data that the client sent before the handshake was complete (0-RTT)."),
        new("key_update", null, static m => m.Facts.IsDtls,
            "Once the other side acknowledges this, the sender goes on in a new epoch, with keys derived from the present ones."),
        new("key_update", null, static _ => true, "The sender's next record uses new keys, derived from the present ones."),

        new("encrypted_handshake", null, static m => m.Facts.IsTls13,
            "Encrypted with the handshake keys, which are not known here. From the ServerHello on, the handshake is hidden."),
        new("encrypted_handshake", null, static m => m.IsStep,
            "The message stays encrypted here. Its place after change_cipher_spec shows that it is the Finished.")
        {
            IsBesideStep = true,
        },
        new("encrypted_handshake", null, static _ => true, "Encrypted with session keys that are not known here."),
    ];

    /// <summary>All explanations, for those that look at each.</summary>
    public static IEnumerable<string> All => Rows.Select(row => row.Text);

    /// <summary>The explanation of a message; <c>null</c> if there is none.</summary>
    /// <param name="facts">Of its connection.</param>
    /// <param name="entry">The message.</param>
    /// <param name="isStep">Whether a numbered step is told beneath it.</param>
    public static LessonText? Of(LessonFacts facts, MessageEntry entry, bool isStep)
    {
        NotedMessage message = new(facts, entry, isStep);
        string name = LessonFacts.NameOf(entry);
        foreach (Row row in Rows)
        {
            if (row.Message != name || (row.From is not null && row.From != entry.From) || !row.Fits(message)) continue;
            return isStep && !row.IsBesideStep ? null : new LessonText(row.Heading, row.Text, []);
        }

        return null;
    }
}

/// <summary>A message with what decides how it is explained.</summary>
internal readonly record struct NotedMessage(LessonFacts Facts, MessageEntry Entry, bool IsStep)
{
    /// <summary>Whether it belongs to a renegotiation.</summary>
    public bool IsLater => Entry.Handshake > 0;

    /// <summary>A hello after a HelloRetryRequest or HelloVerifyRequest.</summary>
    public bool IsRepeated =>
        Facts.Connection.ClientHelloList is [ClientHello first, ..] && Entry.Message is not null && !ReferenceEquals(Entry.Message, first);

    /// <summary>Whether a ClientHello has a cookie of the server: of a HelloVerifyRequest, or as an extension.</summary>
    public bool ReturnsCookie => Entry.Message is ClientHello { LegacyCookie.Length: > 0 } or ClientHello { Cookie: not null };

    /// <summary>Whether a HelloRetryRequest has a cookie.</summary>
    public bool SendsCookie =>
        Entry.Message is ServerHello hello && hello.Extensions.Any(extension => extension.Type == ExtensionType.Cookie);

    /// <summary>Whether a HelloRetryRequest selects a group.</summary>
    public bool NamesGroup => Entry.Message is ServerHello { KeyShare: not null };

    public bool IsLastFinished => Facts.IsLastFinished(Entry);

    public bool IsWithoutCertificate =>
        Entry.Message is Certificate { Entries.Length: 0 } or CompressedCertificate { Certificate.Entries.Length: 0 };
}
