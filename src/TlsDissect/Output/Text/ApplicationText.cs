using TlsDissect.Applications;

namespace TlsDissect.Output.Text;

/// <summary>The protocol that TLS carries, and what names it.</summary>
internal static class ApplicationText
{
    /// <summary><c>IMAP, by its first data</c>; <c>HTTP/2 (h2), by ALPN</c>.</summary>
    public static string Of(ApplicationProtocol protocol) => $"{Name(protocol)}, by {protocol.By switch
    {
        ApplicationProtocolSource.Alpn => "ALPN",
        ApplicationProtocolSource.StartTls => "STARTTLS",
        _ => "its first data",
    }}";

    private static string Name(ApplicationProtocol protocol)
    {
        string name = WireText.Name(protocol.Name);
        return ApplicationProtocols.Title(protocol.Name) switch
        {
            null => name,
            string title when title.Equals(name, StringComparison.OrdinalIgnoreCase) => title,
            string title => $"{title} ({name})",
        };
    }
}
