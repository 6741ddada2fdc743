using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>The hellos and certificates of the workloads: a browser's, an OpenSSL client's, and a server's answers.</summary>
internal static class Hellos
{
    private static readonly ushort[] Groups = [0x2A2A, 29, 23, 24];
    private static readonly ushort[] Signatures = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601];

    /// <summary>As a browser sends it: GREASE, sixteen suites, fifteen extensions, padded to 517 bytes.</summary>
    public static byte[] Browser(string name, byte[] random, byte[] sessionId, byte[] share)
    {
        byte[] bare = Browser(name, random, sessionId, share, 0);
        return Browser(name, random, sessionId, share, Math.Max(1, 512 - bare.Length));
    }

    /// <summary>As an OpenSSL client limited to a few suites sends it.</summary>
    public static byte[] OpenSsl(string name, byte[] random, byte[] sessionId, ushort suite, bool tls13, byte[] share) =>
        MessageWriter.Message(HandshakeType.ClientHello, hello => hello
        .UInt16(0x0303).Bytes(random).Vector(1, sessionId)
        .UInt16List(2, suite, 0x00FF)
        .Vector(1, [0])
        .Vector(2, extensions =>
        {
            extensions.Extension(ExtensionType.ServerName,
                list => list.Vector(2, entry => entry.UInt8(0).Vector(2, System.Text.Encoding.ASCII.GetBytes(name))))
                .Extension(ExtensionType.SupportedGroups, list => list.UInt16List(2, 29, 23))
                .Extension(ExtensionType.ExtendedMasterSecret)
                .Extension(ExtensionType.SignatureAlgorithms, list => list.UInt16List(2, Signatures));
            if (!tls13) return;
            extensions.Extension(ExtensionType.SupportedVersions, list => list.UInt16List(1, 0x0304))
                .Extension(ExtensionType.KeyShare, list => list.Vector(2, entry => entry.UInt16(29).Vector(2, share)));
        }));

    public static byte[] Server(byte[] random, byte[] sessionId, ushort suite, bool extendedMasterSecret, byte[]? share) =>
        MessageWriter.Message(HandshakeType.ServerHello, hello => hello
        .UInt16(0x0303).Bytes(random).Vector(1, sessionId).UInt16(suite).UInt8(0)
        .Vector(2, extensions =>
        {
            if (share is not null)
            {
                extensions.Extension(ExtensionType.SupportedVersions, [3, 4])
                    .Extension(ExtensionType.KeyShare, entry => entry.UInt16(29).Vector(2, share));
                return;
            }

            extensions.Extension(ExtensionType.RenegotiationInfo, [0]);
            if (extendedMasterSecret) extensions.Extension(ExtensionType.ExtendedMasterSecret);
        }));

    public static byte[] Certificate(byte[][] chain, bool tls13) => MessageWriter.Message(HandshakeType.Certificate, message =>
    {
        if (tls13) message.Vector(1, default(ReadOnlySpan<byte>));
        message.Vector(3, list =>
        {
            foreach (byte[] certificate in chain)
            {
                list.Vector(3, certificate);
                if (tls13) list.Vector(2, default(ReadOnlySpan<byte>));
            }
        });
    });

    private static byte[] Browser(string name, byte[] random, byte[] sessionId, byte[] share, int padding) =>
        MessageWriter.Message(HandshakeType.ClientHello, hello => hello
        .UInt16(0x0303).Bytes(random).Vector(1, sessionId)
        .UInt16List(2, 0x1A1A, 0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D,
            0x002F, 0x0035)
        .Vector(1, [0])
        .Vector(2, extensions => extensions
            .Extension((ExtensionType)0x3A3A)
            .Extension(ExtensionType.ServerName,
                list => list.Vector(2, entry => entry.UInt8(0).Vector(2, System.Text.Encoding.ASCII.GetBytes(name))))
            .Extension(ExtensionType.ExtendedMasterSecret)
            .Extension(ExtensionType.RenegotiationInfo, [0])
            .Extension(ExtensionType.SupportedGroups, list => list.UInt16List(2, Groups))
            .Extension(ExtensionType.EcPointFormats, [1, 0])
            .Extension(ExtensionType.SessionTicket)
            .Extension(ExtensionType.ApplicationLayerProtocolNegotiation,
                list => list.Vector(2, names => names.Vector(1, "h2"u8).Vector(1, "http/1.1"u8)))
            .Extension(ExtensionType.StatusRequest, [1, 0, 0, 0, 0])
            .Extension(ExtensionType.SignatureAlgorithms, list => list.UInt16List(2, Signatures))
            .Extension(ExtensionType.SignedCertificateTimestamp)
            .Extension(ExtensionType.KeyShare,
                list => list.Vector(2, entries => entries.UInt16(0x2A2A).Vector(2, [0]).UInt16(29).Vector(2, share)))
            .Extension(ExtensionType.PskKeyExchangeModes, [1, 1])
            .Extension(ExtensionType.SupportedVersions, list => list.UInt16List(1, 0x7A7A, 0x0304, 0x0303))
            .Extension(ExtensionType.Padding, new byte[padding])));
}
