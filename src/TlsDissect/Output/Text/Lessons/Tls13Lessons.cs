using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>The steps of TLS 1.3 (RFC 8446 §2): the key agreement comes first, and the rest of the handshake is encrypted.</summary>
internal static class Tls13Lessons
{
    private static readonly LessonStep ServerReady = CommonSteps.ServerReady with
    {
        Text = static _ => "The server sends a check value over the whole handshake. The client sees that both have the same keys and " +
            "that no message was changed.",
    };

    private static readonly LessonStep ApplicationKeys = new("Session keys", static facts => facts.ServerFinished, static _ =>
        "Both sides compute the application keys from the same secret and a hash of the handshake, with both randoms. The keys are the " +
            "same on both sides.")
    {
        Numbers = Numbers.ApplicationKeys,
    };

    private static readonly LessonStep ClientReady = CommonSteps.ClientReady with
    {
        Text = static _ => "The client sends a check value of its own. The server, too, sees that both have the same keys.",
    };

    /// <summary>With a certificate.</summary>
    public static readonly Lesson Full = new(static facts => $"{facts.NameOfTls13} key agreement",
    [
        CommonSteps.ClientHello with
        {
            Name = "Client hello, client random and key share",
            Text = static facts => "The client offers its versions and cipher suites, and adds the client random, 32 fresh bytes. " +
                $"Its key share is an ephemeral public key; the private key never leaves the client.{facts.InnerHello}",
        },
        CommonSteps.ServerHello with
        {
            Name = "Server hello, suite, server random and key share",
            Text = static _ => "The server chooses the version and the cipher suite. It adds the server random and a key share of its own.",
        },
        new LessonStep("Handshake keys", CommonSteps.AtServerHello, static facts =>
            "Both sides compute the same shared secret, each from its own private key and the other's public key. " +
            $"Handshake keys follow from it: from here on, the handshake itself is {(facts.IsNullCipher ? "authenticated" : "encrypted")}.")
        {
            Numbers = Numbers.HandshakeKeys,
        },
        CommonSteps.AuthenticationWith("Certificate and its authentication", "The certificate holds the public key that verifies the " +
            "server's signature."),
        new LessonStep("Private key used: the server's " +
            "signature", static facts => facts.At(Sender.Server, "certificate_verify"), static _ =>
            "The server signs the handshake so far with its private key. That proves that it is the server named in the certificate. " +
            "The private key does not decrypt anything, now or later: forward secrecy."),
        ServerReady,
        ApplicationKeys,
        ClientReady,
        CommonSteps.Secured,
    ], "");

    /// <summary>With a pre-shared key, given or from a ticket, with or without a key share (RFC 8446 §2.2).</summary>
    public static readonly Lesson PreShared = new(static facts =>
        $"{facts.NameOfTls13} with a pre-shared key {(facts.HasKeyShare ? "and key shares" : "alone")}",
    [
        CommonSteps.ClientHello with
        {
            Name = "Client hello, client random and pre-shared key",
            Text = static facts => "The client sends the client random, 32 fresh bytes. It names a pre-shared key: from an earlier " +
                "session, or agreed on in advance." +
                (facts.OffersEarlyData ? " It sends data at once (0-RTT), under keys made from the pre-shared key alone." : "") +
                facts.InnerHello,
            Numbers = Numbers.ClientRandom | Numbers.EarlyKeys,
        },
        CommonSteps.ServerHello with
        {
            Text = static _ => "The server chooses the cipher suite, adds the server random and accepts the pre-shared key. No " +
                "certificate is needed.",
        },
        new LessonStep("Handshake keys", CommonSteps.AtServerHello, static facts => facts.HasKeyShare
            ? "Both sides compute a fresh secret from the key shares. Handshake keys follow from it and the pre-shared key, which alone " +
                "cannot decrypt the session later: forward secrecy."
            : "Handshake keys follow from the pre-shared key alone. Anyone who obtains that key later can decrypt the session: no " +
                "forward secrecy.")
        {
            Numbers = Numbers.HandshakeKeys,
        },
        ServerReady with
        {
            Text = static _ => "The server sends a check value over the whole handshake. Only a holder of the pre-shared key can make " +
                "it: that authenticates the server.",
        },
        ApplicationKeys,
        ClientReady with { Text = static _ => "The client sends a check value of its own. It proves that the client knows the pre-shared " +
            "key, too." },
        CommonSteps.SecuredWith(static facts => $"From here on, symmetric cryptography ({CommonSteps.CipherOf(facts)}) carries the data " +
            "with the application keys."),
    ], "The pre-shared key authenticated both sides; no certificate was needed.");
}
