namespace TlsDissect.Prefaces;

/// <summary>XMPP: the element <c>starttls</c>, then <c>proceed</c> (RFC 6120 §5.4.2).</summary>
internal static class XmppPreface
{
    private static ReadOnlySpan<byte> Namespace => "urn:ietf:params:xml:ns:xmpp-tls"u8;

    public static StartTls? Recognize(in Preface preface) =>
        EndsWith(preface.Client, "<starttls"u8) && EndsWith(preface.Server, "<proceed"u8) ? new StartTls(StartTlsProtocol.Xmpp) : null;

    /// <summary>Whether a side ends with an element of TLS, or nothing of it was captured.</summary>
    private static bool EndsWith(in PrefaceSide side, ReadOnlySpan<byte> element)
    {
        if (side.IsEmpty) return true;
        int at = side.End.LastIndexOf(element);
        ReadOnlySpan<byte> last = at < 0 ? default : side.End[at..].TrimEnd(" \t\r\n"u8);
        return last.EndsWith(">"u8) && last.IndexOf(Namespace) > 0;
    }
}
