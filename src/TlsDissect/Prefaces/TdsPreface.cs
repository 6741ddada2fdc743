namespace TlsDissect.Prefaces;

/// <summary>
/// TDS: the PRELOGIN packets of SQL Server, in which the handshake is (MS-TDS §2.2.6.5). The records are recognized in them.
/// </summary>
internal static class TdsPreface
{
    public static StartTls? Recognize(in Preface preface) =>
        preface.Carrier == Carrier.Tds ? new StartTls(StartTlsProtocol.Tds) : null;
}
