namespace TlsDissect.Prefaces;

/// <summary>ManageSieve: <c>STARTTLS</c>, then <c>OK</c> (RFC 5804 §2.2).</summary>
internal static class ManageSievePreface
{
    public static StartTls? Recognize(in Preface preface) =>
        !preface.Server.IsEmpty && preface.Asks("STARTTLS"u8) && preface.Replies("OK"u8) && preface.Server.HasLine("\"IMPLEMENTATION\""u8)
            ? new StartTls(StartTlsProtocol.ManageSieve)
            : null;
}
