using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fingerprints;

/// <summary>
/// JA3 and JA3S: MD5 over a hello's numbers in decimal, in wire order, with <c>-</c> within a list and <c>,</c> between lists, without
/// GREASE.
/// </summary>
internal static class Ja3
{
    /// <summary>Maximum size of a number, with seven digits and a separator.</summary>
    private const int MaxNumberLength = 8;

    [ThreadStatic]
    private static RecentDigests? _threadDigests;

    /// <summary>
    /// Hashes version, suites, extensions, groups and point formats. An SSLv2-compatible hello has its three-byte cipher specs as suites.
    /// </summary>
    public static string Of(ClientHello hello)
    {
        int numbers = 8 + hello.CipherSuites.Length + hello.Ssl2CipherSpecs.Length + hello.Extensions.Length +
            hello.SupportedGroups.Length + hello.EcPointFormats.Length;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(numbers * MaxNumberLength);
        AsciiText text = new(buffer);
        text.AppendNumber((int)hello.LegacyVersion);
        if (hello.IsSsl2Compatible) AppendList(ref text, hello.Ssl2CipherSpecs, spec => spec);
        else AppendList(ref text, hello.CipherSuites, suite => (int)suite);
        AppendList(ref text, hello.Extensions, extension => (int)extension.Type);
        AppendList(ref text, hello.SupportedGroups, group => (int)group);
        AppendList(ref text, hello.EcPointFormats, format => format);
        return Hash(text, buffer);
    }

    /// <summary>Hashes version, suite and extensions.</summary>
    public static string Of(ServerHello hello)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((4 + hello.Extensions.Length) * MaxNumberLength);
        AsciiText text = new(buffer);
        text.AppendNumber((int)hello.LegacyVersion);
        text.Append(',');
        text.AppendNumber((int)hello.CipherSuite);
        AppendList(ref text, hello.Extensions, extension => (int)extension.Type);
        return Hash(text, buffer);
    }

    private static void AppendList<T>(ref AsciiText text, ImmutableArray<T> list, Func<T, int> numberOf)
    {
        char separator = ',';
        foreach (T item in list)
        {
            int number = numberOf(item);
            if (number <= ushort.MaxValue && Grease.IsGrease((ushort)number)) continue;
            text.Append(separator);
            text.AppendNumber(number);
            separator = '-';
        }

        if (separator == ',') text.Append(',');
    }

    private static string Hash(in AsciiText text, byte[] buffer)
    {
        _threadDigests ??= new RecentDigests(written => Convert.ToHexStringLower(MD5.HashData(written)));
        string digits = _threadDigests.Of(text.Written);
        ArrayPool<byte>.Shared.Return(buffer);
        return digits;
    }
}
