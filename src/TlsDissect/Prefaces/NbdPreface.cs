namespace TlsDissect.Prefaces;

/// <summary>NBD: the option NBD_OPT_STARTTLS without data, then its acknowledgement.</summary>
internal static class NbdPreface
{
    private static ReadOnlySpan<byte> Greeting => "NBDMAGICIHAVEOPT"u8;

    private static ReadOnlySpan<byte> Option => "IHAVEOPT\0\0\0\u0005\0\0\0\0"u8;

    /// <summary>The magic number of a reply, the option, NBD_REP_ACK, and no data.</summary>
    private static ReadOnlySpan<byte> Reply =>
        [0, 3, 0xe8, 0x89, 0x04, 0x55, 0x65, 0xa9, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 0];

    public static StartTls? Recognize(in Preface preface) =>
        preface.EndsWith(Option, Reply) && (preface.Server.IsEmpty || preface.Server.Start.StartsWith(Greeting))
            ? new StartTls(StartTlsProtocol.Nbd)
            : null;
}
