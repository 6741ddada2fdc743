using System.Buffers;
using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Handshake.Fingerprints;

/// <summary>
/// JA4, the client's fingerprint, by FoxIO's specification (technical_details/JA4.md; BSD 3-Clause). Three parts: what a person can read, a hash of the
/// sorted suites, a hash of the sorted extensions and the signature algorithms. GREASE counts nowhere.
/// </summary>
internal static class Ja4
{
    private const int HashDigits = 12;

    public static string Of(ClientHello hello)
    {
        ushort[] suites = Sorted(hello.CipherSuites);
        ushort[] extensions = [.. hello.Extensions.Select(extension => (ushort)extension.Type).Where(type => !Grease.IsGrease(type))];
        ushort[] hashed = Sorted(extensions.Where(type => type is not (ushort)ExtensionType.ServerName and not (ushort)ExtensionType.ApplicationLayerProtocolNegotiation));
        ushort[] signatures = [.. hello.SignatureAlgorithms.Where(scheme => !Grease.IsGrease(scheme))];
        char destination = extensions.Contains((ushort)ExtensionType.ServerName) ? 'd' : 'i';
        return $"t{Version(hello)}{destination}{Count(suites)}{Count(extensions)}{Alpn(hello)}_{Hash(suites, [])}_{Hash(hashed, signatures)}";
    }

    /// <summary>The highest of supported_versions, else the hello's own.</summary>
    private static string Version(ClientHello hello)
    {
        ushort highest = hello.SupportedVersions.Where(version => !Grease.IsGrease(version)).DefaultIfEmpty((ushort)hello.LegacyVersion).Max();
        return (ProtocolVersion)highest switch
        {
            ProtocolVersion.Tls13 => "13",
            ProtocolVersion.Tls12 => "12",
            ProtocolVersion.Tls11 => "11",
            ProtocolVersion.Tls10 => "10",
            ProtocolVersion.Ssl30 => "s3",
            ProtocolVersion.Ssl20 => "s2",
            _ => "00",
        };
    }

    private static string Count(ushort[] values) => $"{Math.Min(values.Length, 99):00}";

    /// <summary>The first protocol's first and last byte; where one is no letter or digit, the first and last digit of the whole in hex.</summary>
    private static string Alpn(ClientHello hello)
    {
        if (hello.Alpn is not [{ Length: > 0 } name, ..]) return "00";
        char first = name[0], last = name[^1];
        return char.IsAsciiLetterOrDigit(first) && char.IsAsciiLetterOrDigit(last)
            ? $"{first}{last}"
            : $"{first >> 4:x}{last & 0xF:x}";
    }

    private static ushort[] Sorted(IEnumerable<ushort> values) => [.. values.Where(value => !Grease.IsGrease(value)).Order()];

    /// <summary>The first twelve digits of the SHA-256 of both lists; zeros where the first is empty.</summary>
    private static string Hash(ushort[] list, ushort[] more)
    {
        if (list.Length == 0) return new string('0', HashDigits);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((list.Length + more.Length) * "0000,".Length);
        AsciiText text = new(buffer);
        AppendList(ref text, list);
        if (more.Length > 0) text.Append('_');
        AppendList(ref text, more);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Written, hash);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash[..(HashDigits / 2)]);
    }

    private static void AppendList(ref AsciiText text, ushort[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.AppendHex(values[i]);
        }
    }
}
