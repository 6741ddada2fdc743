using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Handles Encrypted Client Hello (RFC 9849): once the inner ClientHello is decrypted and the server's confirmation verifies, it takes the
/// place of the outer one.
/// </summary>
internal sealed class EncryptedHellos(HandshakeServices services, IHandshakeReport report)
{
    /// <summary>Keeps a hello whose handshake may have an inner ClientHello.</summary>
    public void Note(Handshake handshake, HandshakeMessage message, in RawHandshake raw)
    {
        if (message is ServerHello server) handshake.EncryptedHello?.Add(server, raw.Bytes.ToArray());
        if (message is not ClientHello { EncryptedClientHello: { IsInner: false } } client || !services.Keys.MayHaveAny) return;
        if (handshake.ClientHello is not null)
        {
            handshake.EncryptedHello?.AddSecond(client, raw.Bytes.ToArray());
            return;
        }

        EncryptedHello hello = handshake.EncryptedHello = new EncryptedHello(client, raw.Bytes.ToArray());
        // The server's direction may be read first.
        if (handshake.Transcript.MessageOf(Transcript.RetryRequest) is { Length: > 0 } retry) hello.AddRetryRequest(retry.ToArray());
        if (handshake.Transcript.MessageOf(Transcript.ServerFlight) is { Length: > 0 } first) hello.AddServerHello(first.ToArray());
    }

    /// <summary>Decrypts the inner ClientHello if its secret is logged. Returns whether it took the place of the outer one.</summary>
    public bool TryResolve(Handshake? handshake)
    {
        if (handshake?.EncryptedHello is not { IsAccepted: null } hello) return false;
        (ClientHello? first, ClientHello? second) = (hello.Inner, hello.SecondInner);
        hello.TryDecrypt(services.Keys);
        if (first is null && hello.Inner is not null) report.OnInnerHello(handshake.FirstHello!, hello.Inner, hello.Source!.Value);
        if (second is null && hello.SecondInner is not null) report.OnInnerHello(handshake.ClientHello!, hello.SecondInner, null);
        if (handshake.IsTls13 && handshake.CipherSuite is CipherSuite suite) hello.Judge(handshake.Version, suite, handshake.IsDamaged);
        if (hello.IsAccepted != true) return false;
        handshake.AcceptInnerHello();
        report.OnInnerHelloAccepted(handshake.ClientHello!);
        return true;
    }

    /// <summary>Reports whether the server accepted the inner ClientHello, as far as is known at the end.</summary>
    public void Complete(Handshake? handshake)
    {
        if (handshake is null) return;
        bool isOuterVerified = handshake.EncryptedHello is not { IsAccepted: true } &&
            (handshake.FinishedVerified[0] == true || handshake.FinishedVerified[1] == true);
        bool isOther = handshake is { ServerHello: not null, IsTls13: false };
        bool? accepted = handshake.EncryptedHello?.IsAccepted ??
            (handshake.HasInnerHello ? true : handshake.HasRetryConfigurations || isOuterVerified || isOther ? false : null);
        // Its secrets show that it was accepted, where a message is missing from which the confirmation is computed.
        if (handshake.DecryptedInnerHello is ClientHello inner) report.OnInnerHelloAccepted(inner);
        else report.OnEncryptedHelloJudged(accepted);
        if (handshake.EncryptedHello?.Problem is string problem) report.Note(problem);
    }

    /// <summary>Whether EncryptedExtensions contain retry_configs, which a server sends if it rejects (RFC 9849 §7.1).</summary>
    public static bool HasRetryConfigurations(EncryptedExtensions extensions) =>
        extensions.Extensions.Any(extension => extension.Type == ExtensionType.EncryptedClientHello);
}
