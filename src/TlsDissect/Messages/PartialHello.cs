using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// Parses a ClientHello or ServerHello that is truncated (by a snap length, a loss or the end of the capture) or malformed. The fields
/// before that place are read. A list that continues beyond it is closed there.
/// </summary>
internal static class PartialHello
{
    private const int RandomLength = 32;

    /// <summary>Parses the captured part. Returns <c>null</c> if not even the version is complete, or for any other message.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="body">The captured part of the body.</param>
    public static HandshakeMessage? Parse(HandshakeType type, ReadOnlySpan<byte> body)
    {
        if (type is not (HandshakeType.ClientHello or HandshakeType.ServerHello) || body.Length < 2) return null;
        ProtocolVersion version = (ProtocolVersion)BinaryPrimitives.ReadUInt16BigEndian(body);
        if (body.Length < 2 + RandomLength) return WithVersion(type, version);
        List<byte> closed = [.. body[..(2 + RandomLength)]];
        ReadOnlySpan<byte> rest = body[(2 + RandomLength)..];
        return type == HandshakeType.ClientHello
            ? Client(rest, closed, version.IsDtls())
            : Server(rest, closed, version.HasShortServerHello());
    }

    private static HandshakeMessage? Client(ReadOnlySpan<byte> rest, List<byte> closed, bool hasCookie)
    {
        bool goesOn = TakeVector8(ref rest, closed, goesOn: true);
        if (hasCookie) goesOn = TakeVector8(ref rest, closed, goesOn);
        goesOn = TakeSuites(ref rest, closed, goesOn);
        goesOn = TakeVector8(ref rest, closed, goesOn);
        if (goesOn) TakeExtensions(rest, closed);
        return HandshakeParser.Parse(HandshakeType.ClientHello, closed.ToArray(), default, out _);
    }

    private static HandshakeMessage? Server(ReadOnlySpan<byte> rest, List<byte> closed, bool isShort)
    {
        bool goesOn = isShort || TakeVector8(ref rest, closed, goesOn: true);
        bool hasSuite = TakeFixed(2, ref rest, closed, goesOn);
        bool hasMethod = isShort ? hasSuite : TakeFixed(1, ref rest, closed, hasSuite);
        if (hasMethod) TakeExtensions(rest, closed);
        return HandshakeParser.Parse(HandshakeType.ServerHello, closed.ToArray(), default, out _) is ServerHello hello
            ? hello with { HasCipherSuite = hasSuite, HasCompressionMethod = hasMethod }
            : null;
    }

    private static HandshakeMessage WithVersion(HandshakeType type, ProtocolVersion version) => type == HandshakeType.ClientHello
        ? new ClientHello
        {
            LegacyVersion = version,
            Random = default,
            SessionId = default,
            CipherSuites = [],
            CompressionMethods = [],
            Extensions = [],
        }
        : new ServerHello
        {
            LegacyVersion = version,
            Random = default,
            SessionId = default,
            CipherSuite = 0,
            CompressionMethod = 0,
            Extensions = [],
            HasCipherSuite = false,
            HasCompressionMethod = false,
        };

    /// <summary>Takes a complete field, or zeros in its place.</summary>
    private static bool TakeFixed(int length, ref ReadOnlySpan<byte> rest, List<byte> closed, bool goesOn)
    {
        bool isWhole = goesOn && rest.Length >= length;
        closed.AddRange(isWhole ? rest[..length] : stackalloc byte[length]);
        if (isWhole) rest = rest[length..];
        return isWhole;
    }

    /// <summary>Takes a complete vector with a one-byte length, or an empty one in its place.</summary>
    private static bool TakeVector8(ref ReadOnlySpan<byte> rest, List<byte> closed, bool goesOn)
    {
        int length = goesOn && !rest.IsEmpty ? 1 + rest[0] : int.MaxValue;
        if (length > rest.Length)
        {
            closed.Add(0);
            return false;
        }

        closed.AddRange(rest[..length]);
        rest = rest[length..];
        return true;
    }

    /// <summary>Takes the suites that are complete.</summary>
    private static bool TakeSuites(ref ReadOnlySpan<byte> rest, List<byte> closed, bool goesOn)
    {
        int length = goesOn && rest.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest) : 0;
        int whole = goesOn && rest.Length >= 2 ? Math.Min(length, rest.Length - 2) & ~1 : 0;
        AddLength(closed, whole);
        if (whole == 0) return false;
        closed.AddRange(rest.Slice(2, whole));
        rest = rest[(2 + whole)..];
        return whole == length;
    }

    /// <summary>Takes the extensions that are complete.</summary>
    private static void TakeExtensions(ReadOnlySpan<byte> rest, List<byte> closed)
    {
        if (rest.Length < 2) return;
        int end = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Length - 2);
        rest = rest.Slice(2, end);
        int whole = 0;
        while (rest.Length - whole >= 4)
        {
            int length = 4 + BinaryPrimitives.ReadUInt16BigEndian(rest[(whole + 2)..]);
            if (length > rest.Length - whole) break;
            whole += length;
        }

        AddLength(closed, whole);
        closed.AddRange(rest[..whole]);
    }

    private static void AddLength(List<byte> closed, int length)
    {
        closed.Add((byte)(length >> 8));
        closed.Add((byte)length);
    }
}
