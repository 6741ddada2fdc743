using System.Buffers;
using System.Security.Cryptography;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fingerprints;

/// <summary>
/// JA4, the client's fingerprint, by FoxIO's specification (technical_details/JA4.md; BSD 3-Clause). It has three parts: a readable one, a
/// hash of the sorted suites, and a hash of the sorted extensions and the signature algorithms. GREASE is ignored.
/// </summary>
internal static class Ja4
{
    private const int HashDigits = 12;

    /// <summary>Length of a fingerprint, as in <c>t13d1516h2_8daaf6152771_b186095e22b6</c>.</summary>
    private const int Length = 10 + 1 + HashDigits + 1 + HashDigits;

    /// <summary>Length of a number in a hash's text: four digits and a separator.</summary>
    private const int NumberLength = 5;

    [ThreadStatic]
    private static RecentDigests? _threadDigests;

    public static string Of(ClientHello hello, bool isQuic = false)
    {
        int numbers = hello.CipherSuites.Length + hello.Extensions.Length;
        ushort[] rented = ArrayPool<ushort>.Shared.Rent(numbers);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((numbers + hello.SignatureAlgorithms.Length + 1) * NumberLength);
        Span<ushort> suites = Known(hello.CipherSuites.Numbers(), rented);
        Span<ushort> extensions = Known(hello.Extensions.AsSpan(), rented.AsSpan(hello.CipherSuites.Length));

        Span<char> name = stackalloc char[Length];
        name[0] = isQuic ? 'q' : hello.LegacyVersion.IsDtls() ? 'd' : 't';
        Version(hello).CopyTo(name[1..]);
        name[3] = extensions.Contains((ushort)ExtensionType.ServerName) ? 'd' : 'i';
        Count(suites.Length, name[4..]);
        Count(extensions.Length, name[6..]);
        Alpn(hello, name[8..]);
        name[10] = name[11 + HashDigits] = '_';
        suites.Sort();
        Hash(suites, [], buffer, name.Slice(11, HashDigits));
        Span<ushort> hashed = WithoutNames(extensions);
        hashed.Sort();
        Hash(hashed, hello.SignatureAlgorithms.Numbers(), buffer, name[(12 + HashDigits)..]);

        ArrayPool<ushort>.Shared.Return(rented);
        ArrayPool<byte>.Shared.Return(buffer);
        return name.ToString();
    }

    /// <summary>The latest of supported_versions, otherwise the hello's own version.</summary>
    private static string Version(ClientHello hello)
    {
        ProtocolVersion latest = hello.LegacyVersion.IsDtls()
            ? ProtocolVersions.Latest(hello.SupportedVersions) ?? hello.LegacyVersion
            : Highest(hello);
        return latest switch
        {
            ProtocolVersion.Tls13 => "13",
            ProtocolVersion.Tls12 => "12",
            ProtocolVersion.Tls11 => "11",
            ProtocolVersion.Tls10 => "10",
            ProtocolVersion.Ssl30 => "s3",
            ProtocolVersion.Ssl20 => "s2",
            ProtocolVersion.Dtls13 => "d3",
            ProtocolVersion.Dtls12 => "d2",
            ProtocolVersion.Dtls10 => "d1",
            _ => "00",
        };
    }

    /// <summary>The specification compares the numbers, so that a draft exceeds TLS 1.3.</summary>
    private static ProtocolVersion Highest(ClientHello hello)
    {
        ushort highest = 0;
        foreach (ushort version in hello.SupportedVersions.Numbers())
        {
            if (!Grease.IsGrease(version)) highest = Math.Max(highest, version);
        }

        return highest == 0 ? hello.LegacyVersion : (ProtocolVersion)highest;
    }

    private static void Count(int count, Span<char> output) => Math.Min(count, 99).TryFormat(output[..2], out _, "00", null);

    /// <summary>
    /// Writes the first and last byte of the first protocol. If one is not a letter or digit, the first and last digit of the whole in hex.
    /// </summary>
    private static void Alpn(ClientHello hello, Span<char> output)
    {
        output[0] = output[1] = '0';
        if (hello.Alpn is not [{ Length: > 0 } name, ..]) return;
        (output[0], output[1]) = (name[0], name[^1]);
        if (char.IsAsciiLetterOrDigit(output[0]) && char.IsAsciiLetterOrDigit(output[1])) return;
        (output[0], output[1]) = (Hex(output[0] >> 4), Hex(output[1] & 0xF));
    }

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    /// <summary>Moves the numbers that are not GREASE to the front of <paramref name="output"/>.</summary>
    private static Span<ushort> Known(ReadOnlySpan<ushort> numbers, Span<ushort> output)
    {
        int count = 0;
        foreach (ushort number in numbers)
        {
            if (!Grease.IsGrease(number)) output[count++] = number;
        }

        return output[..count];
    }

    private static Span<ushort> Known(ReadOnlySpan<Extension> extensions, Span<ushort> output)
    {
        for (int i = 0; i < extensions.Length; i++) output[i] = (ushort)extensions[i].Type;
        return Known(output[..extensions.Length], output);
    }

    /// <summary>Removes server_name and ALPN, which are in the readable part, from the hashed extensions.</summary>
    private static Span<ushort> WithoutNames(Span<ushort> extensions)
    {
        int count = 0;
        foreach (ushort type in extensions)
        {
            if ((ExtensionType)type is not (ExtensionType.ServerName or ExtensionType.ApplicationLayerProtocolNegotiation))
                extensions[count++] = type;
        }

        return extensions[..count];
    }

    /// <summary>Writes the first twelve digits of the SHA-256 of both lists; zeros if the first list is empty.</summary>
    private static void Hash(ReadOnlySpan<ushort> list, ReadOnlySpan<ushort> more, byte[] buffer, Span<char> digits)
    {
        digits.Fill('0');
        if (list.IsEmpty) return;
        AsciiText text = new(buffer);
        AppendList(ref text, list, ',');
        AppendList(ref text, more, '_');
        _threadDigests ??= new RecentDigests(written => Convert.ToHexStringLower(SHA256.HashData(written))[..HashDigits]);
        _threadDigests.Of(text.Written).CopyTo(digits);
    }

    private static void AppendList(ref AsciiText text, ReadOnlySpan<ushort> values, char separator)
    {
        foreach (ushort value in values)
        {
            if (Grease.IsGrease(value)) continue;
            if (text.Written.Length > 0) text.Append(separator);
            text.AppendHex(value);
            separator = ',';
        }
    }
}
