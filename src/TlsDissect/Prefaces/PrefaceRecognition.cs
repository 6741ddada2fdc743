using System.Collections.Immutable;
using TlsDissect.Records;
using TlsDissect.Transport;

namespace TlsDissect.Prefaces;

/// <summary>
/// Recognizes what led to TLS from the bytes of both sides before it. A protocol is recognized by the last command and its answer, not by a
/// port. If nothing of one side was captured, the other side alone decides, as far as it is certain.
/// </summary>
internal static class PrefaceRecognition
{
    private const int MostSteps = 4;

    /// <summary>Reads a protocol at the beginning; <c>null</c> if it is another one.</summary>
    private delegate PrefaceStep? StepReader(in Preface preface);

    /// <summary>Recognizes a protocol whose last bytes are those before TLS; <c>null</c> if it is another one.</summary>
    internal delegate StartTls? Recognizer(in Preface preface);

    private static readonly StepReader[] Steps =
        [ProxyV1Preface.Read, ProxyV2Preface.Read, Socks4Preface.Read, Socks5Preface.Read, HttpConnectPreface.Read];

    /// <summary>One for each protocol without frames. Their order does not matter.</summary>
    internal static readonly Recognizer[] Recognizers =
    [
        SmtpPreface.Recognize, LmtpPreface.Recognize, ImapPreface.Recognize, Pop3Preface.Recognize, ManageSievePreface.Recognize,
        FtpPreface.Recognize, NntpPreface.Recognize, XmppPreface.Recognize, IrcPreface.Recognize,
        LdapPreface.Recognize, PostgreSqlPreface.Recognize, MySqlPreface.Recognize, RdpPreface.Recognize, AmqpPreface.Recognize,
        HttpUpgradePreface.Recognize, VncPreface.Recognize, TelnetPreface.Recognize, NbdPreface.Recognize,
    ];

    /// <summary>Recognizes what led to TLS; <c>null</c> if it is nothing known.</summary>
    public static StartTls? Recognize(PrefaceBytes? client, PrefaceBytes? server, Carrier? carrier)
    {
        Preface preface = new() { Client = PrefaceSide.Of(client), Server = PrefaceSide.Of(server), Carrier = carrier };
        ImmutableArray<StartTlsProtocol> through = [];
        string? target = null;
        IpEndpoint? trueClient = null;
        while (through.Length < MostSteps && First(preface) is PrefaceStep step)
        {
            through = through.Add(step.Protocol);
            // If the request to a further proxy is missing, its target is unknown.
            target = step.Target ?? (step.Protocol == StartTlsProtocol.HttpConnect ? null : target);
            trueClient ??= step.Client;
            preface = new Preface
            {
                Client = preface.Client.After(step.ClientLength),
                Server = preface.Server.After(step.ServerLength),
                Carrier = carrier,
            };
        }

        StartTls? last = Last(preface);
        if (through.IsEmpty) return last;
        if (last is null && preface.IsEmpty) (last, through) = (new StartTls(through[^1]), through.RemoveAt(through.Length - 1));
        return (last ?? new StartTls(StartTlsProtocol.Unknown)) with { Through = through, Target = target, Client = trueClient };
    }

    /// <summary>Bytes of memory used by a result.</summary>
    public static int HeldBy(StartTls found) => 160 + 2 * ((found.Target?.Length ?? 0) + (found.Cookie?.Length ?? 0));

    private static PrefaceStep? First(in Preface preface)
    {
        foreach (StepReader read in Steps)
        {
            if (read(preface) is PrefaceStep step) return step;
        }

        return null;
    }

    private static StartTls? Last(in Preface preface)
    {
        if (TdsPreface.Recognize(preface) is StartTls carrier) return carrier;
        if (preface.IsEmpty) return null;
        foreach (Recognizer recognize in Recognizers)
        {
            if (recognize(preface) is StartTls found) return found;
        }

        return null;
    }
}
