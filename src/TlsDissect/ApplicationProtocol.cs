namespace TlsDissect;

/// <summary>The protocol that TLS carries.</summary>
/// <param name="Name">
/// Its name: as registered for ALPN where it is, otherwise a word in lower case. If <see cref="By"/> is
/// <see cref="ApplicationProtocolSource.Alpn"/>, it is what the server sent: hostile text.
/// </param>
/// <param name="By">What names it.</param>
public sealed record ApplicationProtocol(string Name, ApplicationProtocolSource By)
{
    /// <summary>ALPN comes first, because both sides agreed on it; then the data; then what was spoken before TLS.</summary>
    /// <param name="alpn">The negotiated protocol.</param>
    /// <param name="data">The protocol whose first plaintext bytes were recognized.</param>
    /// <param name="startTls">The protocol that switched to TLS.</param>
    internal static ApplicationProtocol? Of(string? alpn, string? data, StartTlsProtocol? startTls)
    {
        if (alpn is not null) return new ApplicationProtocol(alpn, ApplicationProtocolSource.Alpn);
        if (data is not null) return new ApplicationProtocol(data, ApplicationProtocolSource.Data);
        return startTls is StartTlsProtocol before && NameOf(before) is string name
            ? new ApplicationProtocol(name, ApplicationProtocolSource.StartTls)
            : null;
    }

    /// <summary>
    /// The protocol that goes on inside TLS; <c>null</c> for a protocol that carries any other, and for XMPP, which has two.
    /// </summary>
    private static string? NameOf(StartTlsProtocol protocol) => protocol switch
    {
        StartTlsProtocol.Unknown or StartTlsProtocol.HttpConnect or StartTlsProtocol.HttpUpgrade or StartTlsProtocol.Socks4 or
        StartTlsProtocol.Socks5 or StartTlsProtocol.ProxyV1 or StartTlsProtocol.ProxyV2 or StartTlsProtocol.Xmpp => null,
        StartTlsProtocol.Vnc => "rfb",
        _ => protocol.JsonName(),
    };
}

/// <summary>What names an application protocol.</summary>
public enum ApplicationProtocolSource
{
    /// <summary>The extension application_layer_protocol_negotiation (RFC 7301).</summary>
    Alpn,

    /// <summary>The first plaintext bytes of both sides.</summary>
    Data,

    /// <summary>The protocol that was spoken before TLS.</summary>
    StartTls,
}
