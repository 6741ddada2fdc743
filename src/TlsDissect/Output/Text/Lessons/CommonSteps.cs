using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>The steps that most lessons to TLS 1.2 share, and the places where steps are told.</summary>
internal static class CommonSteps
{
    /// <summary>What the client does with a certificate; it happens within the client, and no message tells of it.</summary>
    private const string Check = "The client checks the certificate: signed by an authority it trusts, valid today, issued for this name.";

    public static readonly Func<LessonFacts, int> AtClientHello = static facts => facts.At(Sender.Client, "client_hello");

    public static readonly Func<LessonFacts, int> AtServerHello = static facts => facts.At(Sender.Server, "server_hello");

    public static readonly Func<LessonFacts, int> AtCertificate = static facts => facts.At(Sender.Server, "certificate");

    public static readonly Func<LessonFacts, int> AtServerKeyExchange = static facts => facts.At(Sender.Server, "server_key_exchange");

    public static readonly Func<LessonFacts, int> AtClientKeyExchange = static facts => facts.At(Sender.Client, "client_key_exchange");

    public static readonly LessonStep ClientHello = new("Client hello and client random", AtClientHello, static _ =>
        "The client offers its versions and cipher suites. It adds the client random: 32 fresh bytes that make the keys of this session " +
            "unique.")
    {
        Numbers = Numbers.ClientRandom,
    };

    public static readonly LessonStep ServerHello = new("Server hello, suite and server random", AtServerHello, static _ =>
        "The server chooses the version and the cipher suite. It adds the server random: 32 fresh bytes of its own.")
    {
        Numbers = Numbers.ServerRandom,
    };

    public static readonly LessonStep ServerHelloWithCertificate = ServerHello with
    {
        Name = "Server hello, certificate, suite and server random",
        Text = static _ => "The server chooses the version and the cipher suite. It adds the server random, 32 fresh bytes of its own, " +
            "and sends its certificate.",
    };

    /// <summary>In the key exchange the server shows that it has the private key.</summary>
    public static readonly LessonStep Authentication = AuthenticationWith("Authentication of the certificate",
        "The certificate holds the server's public key; only the real server has the matching private key.");

    public static readonly LessonStep SessionKeys = new("Session keys", AtClientKeyExchange, static facts =>
        "Both sides compute the session keys from the client random, the server random and the premaster secret: the same keys on both " +
            "sides. " +
        (facts.HasExtendedMasterSecret
            ? "A hash of the handshake so far takes part, too (extended master secret). The keys never cross the network."
            : "The keys never cross the network."))
    {
        Happened = static facts => facts.HasKeys,
        Numbers = Numbers.SessionKeys,
    };

    public static readonly LessonStep ClientReady = new("Client ready (finished)", static facts => facts.ClientFinished, static _ =>
        "The client sends a check value over the whole handshake, protected with the session keys. The server sees that both have the " +
            "same keys and that no message was changed.");

    public static readonly LessonStep ServerReady = new("Server ready (finished)", static facts => facts.ServerFinished, static _ =>
        "The server sends a check value of its own, protected with its session keys. The client, too, sees that both have the same keys.");

    public static readonly LessonStep Secured = SecuredWith(static facts =>
        $"Asymmetric cryptography has set the session up. From here on, symmetric cryptography ({CipherOf(facts)}) carries the data with " +
            "the session keys.");

    /// <summary>The last step, at the second Finished.</summary>
    public static LessonStep SecuredWith(Func<LessonFacts, string> text) =>
        new("Secure symmetric encryption achieved", static facts => facts.LastFinished, facts => facts.IsNullCipher
            ? "The suite's cipher is NULL: the session keys protect the data against changes, but anyone on the way can read it."
            : text(facts))
        {
            Happened = static facts => !facts.IsEndedEarly,
            Instead = static facts => facts.IsNullCipher ? "Integrity achieved, without encryption" : null,
        };

    /// <summary>The authentication of the server's certificate.</summary>
    /// <param name="name">The heading.</param>
    /// <param name="use">What the certificate is for in this key exchange.</param>
    public static LessonStep AuthenticationWith(string name, string use) => new(name, AtCertificate, facts => facts switch
    {
        { IsCertificateRefused: true } => $"{Check} Here the client refused it: the alert below says why.",
        { IsRawPublicKey: true } => "The server sends a raw public key, without a certificate. The client must know that key already.",
        _ => $"{Check} {use}",
    });

    /// <summary>The cipher's name, for a sentence.</summary>
    public static string CipherOf(LessonFacts facts) => facts.Suite?.Cipher.DisplayName() ?? "the suite's cipher";
}
