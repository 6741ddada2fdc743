namespace TlsDissect.Output.Text.Lessons;

/// <summary>Both sides have a secret already, to TLS 1.2: a pre-shared key, or the master secret of an earlier session.</summary>
internal static class PreSharedLessons
{
    private static readonly LessonStep ServerReady = CommonSteps.ServerReady with
    {
        Text = static _ => "The server sends a check value of its own. Each side has now proved that it knows the pre-shared key: that " +
            "authenticates both.",
    };

    /// <summary>RFC 4279 §2.</summary>
    public static readonly Lesson Plain = new(AgreementLessons.NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHello,
        new LessonStep("Pre-shared key and premaster secret", CommonSteps.AtClientKeyExchange, static _ =>
            "The client names the pre-shared key that both sides have. The premaster secret is made of that key alone: no forward secrecy.")
        {
            Numbers = Numbers.Premaster,
        },
        CommonSteps.SessionKeys,
        CommonSteps.ClientReady,
        ServerReady,
        CommonSteps.SecuredWith(static facts => $"No asymmetric cryptography was needed. Symmetric cryptography " +
            $"({CommonSteps.CipherOf(facts)}) carries the data with the session keys."),
    ], "No asymmetric cryptography was needed: both sides had the pre-shared key.");

    /// <summary>DHE_PSK and ECDHE_PSK (RFC 4279 §3, RFC 5489).</summary>
    public static readonly Lesson Ephemeral = new(AgreementLessons.NameOf,
    [
        CommonSteps.ClientHello,
        CommonSteps.ServerHello,
        new LessonStep("Key agreement: ephemeral public keys", CommonSteps.AtServerKeyExchange, static _ =>
            "The server makes a key pair for this session alone and sends the public key. It may add a hint about the pre-shared key."),
        new LessonStep("Pre-shared key and premaster secret", CommonSteps.AtClientKeyExchange, static _ =>
            "The client names the pre-shared key that both sides have, and sends its own ephemeral public key. " +
            "The premaster secret is made of both: the pre-shared key alone cannot decrypt the session later.")
        {
            Numbers = Numbers.Premaster,
        },
        CommonSteps.SessionKeys,
        CommonSteps.ClientReady,
        ServerReady,
        CommonSteps.Secured,
    ], "The pre-shared key authenticated both sides; the ephemeral keys give forward secrecy.");

    /// <summary>Resumption by session ID or ticket (RFC 5246 §7.3, RFC 5077). The server finishes first.</summary>
    public static readonly Lesson Resumption = new(static _ => "resumption of an earlier session",
    [
        CommonSteps.ClientHello with
        {
            Name = "Client hello, client random and earlier session",
            Text = static _ => "The client sends a fresh client random. With a session ID or a ticket it names an earlier session, to " +
                "skip the asymmetric part.",
        },
        CommonSteps.ServerHello with
        {
            Name = "Server hello and server random",
            Text = static _ => "The server sends a fresh server random and agrees to resume. There is no certificate and no new " +
                "premaster secret.",
        },
        new LessonStep("Session keys", CommonSteps.AtServerHello, static _ =>
            "Both sides compute new session keys from the old master secret, the client random and the server random: the same keys on " +
                "both sides.")
        {
            Happened = static facts => facts.HasKeys,
            Numbers = Numbers.SessionKeys,
        },
        CommonSteps.ServerReady with
        {
            Text = static _ => "The server sends a check value over the handshake. Only a holder of the old master secret can make it: " +
                "that authenticates the server.",
        },
        CommonSteps.ClientReady with { Text = static _ => "The client sends a check value of its own, protected with its session keys. " +
            "The server sees that both have the same keys." },
        CommonSteps.SecuredWith(static facts => $"No asymmetric cryptography was needed. Symmetric cryptography " +
            $"({CommonSteps.CipherOf(facts)}) carries the data with the new session keys."),
    ], "No asymmetric cryptography was needed: the earlier session had done that part.");

    /// <summary>Resumption in SSL 2.0: the server knows the session ID and needs no certificate (Hickman 1995 §2.5.2).</summary>
    public static readonly Lesson Ssl2Resumption = Resumption with
    {
        Steps =
        [
            TransportLessons.Ssl2.Steps[0],
            TransportLessons.Ssl2.Steps[1] with
            {
                Name = "Server hello and connection ID",
                Text = static _ => "The server knows the session ID and agrees to resume. It needs no certificate.",
            },
            TransportLessons.Ssl2.Steps[5] with
            {
                At = CommonSteps.AtServerHello,
                Text = static _ => "Both sides compute new session keys from the old master key, the challenge and the connection ID.",
            },
            .. TransportLessons.Ssl2.Steps[6..],
        ],
    };
}
