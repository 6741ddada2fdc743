using System.Collections.Immutable;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Reports the hellos and what they negotiate.</content>
internal sealed partial class ConnectionReport
{
    private const int MaxHellos = 100;

    public void OnClientHello(ClientHello hello, ClientHello? replaced)
    {
        Keep(Summary.ClientHelloList, hello);
        if (replaced is not null && ReferenceEquals(replaced, Summary.CountedHello))
        {
            Summary.CountedHello = hello;
            Summary.ServerName = null;
        }

        Summary.ServerName ??= hello.ServerName;
        if (Summary.Quic is QuicStatistics quic && QuicParameterValues.Find(hello.Extensions) is { } parameters)
            quic.ClientParameters = QuicParameterValues.List(parameters.Span);
        if (hello.EncryptedClientHello is { IsInner: false })
            Summary.EncryptedClientHello ??= new EchOutcome { OuterServerName = hello.ServerName };
    }

    public void OnInnerHello(ClientHello outer, ClientHello inner, (KeyLogEntry Secret, KeyLogEntry Config)? source)
    {
        int at = Summary.ClientHelloList.IndexOf(outer) + 1;
        if (at > 0 && Summary.ClientHelloList.Count < MaxHellos) Summary.ClientHelloList.Insert(at, inner);
        if (Summary.MessageList.Find(entry => ReferenceEquals(entry.Message, outer)) is MessageEntry entry) entry.InnerHello = inner;
        Held.Add(inner);
        Summary.EncryptedClientHello = (Summary.EncryptedClientHello ?? new EchOutcome()) with { IsDecrypted = true };
        if (source is var (secret, config) && Replayed is null)
        {
            Tell(outer, KeyLogLabel.EchSecret, secret);
            Tell(outer, KeyLogLabel.EchConfig, config);
        }
    }

    public void OnInnerHelloAccepted(ClientHello inner)
    {
        Summary.ServerName = inner.ServerName;
        OnEncryptedHelloJudged(true);
    }

    public void OnEncryptedHelloJudged(bool? accepted)
    {
        if (Summary.EncryptedClientHello is EchOutcome outcome) Summary.EncryptedClientHello = outcome with { Accepted = accepted };
    }

    private void Tell(ClientHello outer, KeyLogLabel label, in KeyLogEntry logged) =>
        _context.Sink.OnSecret(View,
            new VerifiedSecret(label, outer.Random.Span, logged.Secret, LoggedSource.Of(logged), logged.Source, _flow.Last));

    /// <summary>
    /// The name in the first hello that has one, from the one that counts on; once an inner ClientHello is accepted, the name in that.
    /// </summary>
    private string? NameInHellos() => Summary.EncryptedClientHello is { Accepted: true, IsDecrypted: true }
        ? Summary.ClientHelloList.Find(hello => hello.EncryptedClientHello is { IsInner: true })?.ServerName
        : Summary.ClientHelloList.SkipWhile(hello => !ReferenceEquals(hello, Summary.CountedHello))
            .FirstOrDefault(hello => hello.ServerName is not null)?.ServerName;

    public void OnServerHello(ServerHello hello, CipherSuite? suite)
    {
        Keep(Summary.ServerHelloList, hello);
        if (Summary.Dtls is DtlsStatistics dtls) Note(dtls, hello);
        if (hello.IsHelloRetryRequest) return;
        Summary.Version = hello.NegotiatedVersion;
        Summary.CipherSuite = hello.CipherSuite;
        Summary.CipherSuiteParts = suite;
        Summary.NamedGroup = hello.NegotiatedVersion.IsTls13() ? hello.KeyShare?.Group : null;
        Summary.Alpn = hello.Alpn ?? Summary.Alpn;
        if (hello.NegotiatedVersion.IsTls13() && MayTellHandshake(out bool offersEarlyData)) _flights.Begin(suite, offersEarlyData);
        Summary.ForwardSecrecy = suite is null ? null : IsForwardSecret(hello, suite);
    }

    /// <summary>Notes what only DTLS negotiates. The cookie of DTLS 1.3 is in the HelloRetryRequest (RFC 9147 §5.1).</summary>
    private void Note(DtlsStatistics dtls, ServerHello hello)
    {
        dtls.SrtpProfile = UseSrtpExtension.Selected(hello.Extensions) ?? dtls.SrtpProfile;
        if (hello.IsHelloRetryRequest && hello.Extensions.Any(extension => extension.Type == ExtensionType.Cookie))
            dtls.IsCookieExchanged = true;
        if (hello.ConnectionId is null || Summary.ClientHelloList is not [.., { ConnectionId: { } ofClient }]) return;
        (dtls.ClientConnectionId, dtls.ServerConnectionId) = (ofClient, hello.ConnectionId);
    }

    /// <summary>Whether the records of the handshake can be told from data: both sides are in the capture, and in order.</summary>
    private bool MayTellHandshake(out bool offersEarlyData)
    {
        offersEarlyData = Summary.ClientHelloList.Exists(hello => hello.EarlyData);
        return Summary.ClientHelloList.Count > 0 && Summary.ServerData.Records == 0 && (offersEarlyData || Summary.ClientData.Records == 0);
    }

    public void OnEncryptedExtensions(EncryptedExtensions extensions)
    {
        Summary.Alpn = extensions.Alpn ?? Summary.Alpn;
        if (Summary.Dtls is DtlsStatistics dtls) dtls.SrtpProfile = UseSrtpExtension.Selected(extensions.Extensions) ?? dtls.SrtpProfile;
        if (Summary.Quic is not QuicStatistics quic || QuicParameterValues.Find(extensions.Extensions) is not { } parameters) return;
        (quic.ServerParameterBytes, quic.ServerParameters) = (parameters, QuicParameterValues.List(parameters.Span));
    }

    public void OnServerKeyExchange(ServerKeyExchange exchange) =>
        Summary.NamedGroup = exchange.Group ?? FiniteFieldGroups.Find(exchange.Prime, exchange.Generator);

    public void OnCertificateRequest(CertificateRequest request)
    {
        ImmutableArray<string> authorities = AuthorityNames.Read(request.CertificateAuthorities);
        Held.Exchange(Summary.AcceptableAuthorities, authorities);
        Summary.AcceptableAuthorities = authorities;
    }

    public void OnUnusedHello(HandshakeMessage hello)
    {
        if (hello is ClientHello client) OnClientHello(client, replaced: null);
        else if (hello is ServerHello server) Keep(Summary.ServerHelloList, server);
    }

    private void Keep<T>(List<T> hellos, T hello)
        where T : HandshakeMessage
    {
        if (hellos.Count >= MaxHellos) return;
        hellos.Add(hello);
        if (IsFull) Held.Add(hello);
    }

    /// <summary>TLS 1.3 has forward secrecy unless a pre-shared key was used alone (psk_ke, RFC 8446 §4.2.9).</summary>
    /// <summary>TLS 1.3 without a key share has no forward secrecy; <c>null</c> if the hello was not read as far as that.</summary>
    private static bool? IsForwardSecret(ServerHello hello, CipherSuite suite) => hello switch
    {
        _ when !hello.NegotiatedVersion.IsTls13() => suite.IsForwardSecret,
        { KeyShare: not null } => true,
        { IsPartial: true } => null,
        _ => false,
    };
}
