using System.Buffers.Binary;

namespace TlsDissect.Applications;

/// <summary>Recognizes remote access, tunnels and the transfer of files.</summary>
internal static class RemoteProtocols
{
    /// <summary>The identification of either side (RFC 4253 §4.2).</summary>
    public static bool IsSsh(in FirstBytes first) => IsSsh(first.Server) || (IsSsh(first.Client) && first.Server.IsEmpty);

    /// <summary>ProtocolVersion of VNC (RFC 6143 §7.1.1): <c>RFB 003.008</c>.</summary>
    public static bool IsRfb(in FirstBytes first) =>
        first.Server is [(byte)'R', (byte)'F', (byte)'B', (byte)' ', .. var rest] && rest.Length >= 8 && Lines.AreDigits(rest[..3]) &&
            rest[3] == '.' && Lines.AreDigits(rest.Slice(4, 3)) && rest[7] == '\n';

    /// <summary>[MS-RDPBCGR]: MCS Connect-Initial in TPKT, or CredSSP's first token with NTLM or SPNEGO ([MS-CSSP] 2.2.1).</summary>
    public static bool IsRdp(in FirstBytes first)
    {
        ReadOnlySpan<byte> client = first.Client;
        if (client.Length > 8 && client.Begins(3, 0)) return client[4..].Begins(0x02, 0xf0, 0x80, 0x7f, 0x65);
        if (!client.Begins(0x30)) return false;
        ReadOnlySpan<byte> rest = client;
        if (!Ber.TryEnter(ref rest, 0x30, out _) || !rest.Begins(0xa0, 3, 2, 1) || rest.Length < 6 || rest[4] is < 2 or > 6) return false;
        return rest[5] == 0xa1 && (client.IndexOf("NTLMSSP\0"u8) > 0 || client.Has(0x06, 0x06, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02));
    }

    /// <summary>The server begins with three commands of the negotiation (RFC 854).</summary>
    public static bool IsTelnet(in FirstBytes first)
    {
        const int Commands = 3, Size = 3;
        if (first.Server.Length < Commands * Size) return false;
        for (int i = 0; i < Commands; i++)
        {
            ReadOnlySpan<byte> command = first.Server.Slice(i * Size, Size);
            if (command[0] != 0xff || command[1] is < 0xfb or > 0xfe || command[2] > 0x31) return false;
        }

        return true;
    }

    /// <summary>Keys of method 2 in the control channel: zeros, the method, random bytes, and the options of the tunnel.</summary>
    public static bool IsOpenVpn(in FirstBytes first)
    {
        // The server has no pre-master secret.
        const int Prefix = 5, Random = 64, PreMaster = 48;
        return IsKeyMethod2(first.Client, Prefix + PreMaster + Random) || IsKeyMethod2(first.Server, Prefix + Random);
    }

    /// <summary>Git's own protocol: a line with its length and the service.</summary>
    public static bool IsGit(in FirstBytes first) => first.Client.Length > 8 && IsHex(first.Client[..4]) &&
        (first.Client[4..].StartsWith("git-upload-pack "u8) || first.Client[4..].StartsWith("git-receive-pack "u8) ||
            first.Client[4..].StartsWith("git-upload-archive "u8));

    /// <summary>The greeting of rsync's daemon, which both sides send.</summary>
    public static bool IsRsync(in FirstBytes first) => first.Server.StartsWith("@RSYNCD: "u8) ||
        (first.Server.IsEmpty && first.Client.StartsWith("@RSYNCD: "u8));

    /// <summary>The options of a client after STARTTLS, or the greeting of a server.</summary>
    public static bool IsNbd(in FirstBytes first) => first.Client.StartsWith("IHAVEOPT"u8) || first.Server.StartsWith("NBDMAGICIHAVEOPT"u8);

    private static bool IsSsh(ReadOnlySpan<byte> data) => data.StartsWith("SSH-2.0-"u8) || data.StartsWith("SSH-1.99-"u8);

    private static bool IsKeyMethod2(ReadOnlySpan<byte> data, int options)
    {
        if (data.Length < options + 4 || !data.Begins(0, 0, 0, 0, 2)) return false;
        return BinaryPrimitives.ReadUInt16BigEndian(data[options..]) < 4096 && data[(options + 2)..].StartsWith("V4"u8);
    }

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }

        return true;
    }
}
