using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// A ClientHello or ServerHello whose end was not captured, be it cut by a snap length, lost or still to come when the capture ended. What is whole of it is read: the
/// lists that were cut are closed where they end.
/// </summary>
internal static class TruncatedHello
{
    private const int FixedLength = 2 + 32;

    /// <summary>Reads what there is; <c>null</c> where not even the random is whole, or, of a ServerHello, the suite.</summary>
    /// <param name="type">Of the message; any but a hello gives <c>null</c>.</param>
    /// <param name="body">The captured part of the body.</param>
    public static HandshakeMessage? Parse(HandshakeType type, ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedLength) return null;
        List<byte> closed = [.. body[..FixedLength]];
        ReadOnlySpan<byte> rest = body[FixedLength..];
        bool goesOn = TakeVector8(ref rest, closed, goesOn: true);
        if (type == HandshakeType.ClientHello)
        {
            goesOn = TakeSuites(ref rest, closed, goesOn);
            goesOn = TakeVector8(ref rest, closed, goesOn);
        }
        else
        {
            if (type != HandshakeType.ServerHello || !goesOn || rest.Length < 3) return null;
            closed.AddRange(rest[..3]);
            rest = rest[3..];
        }

        if (goesOn) TakeExtensions(rest, closed);
        return HandshakeParser.Parse(type, closed.ToArray(), default, out _) switch
        {
            ClientHello hello => hello with { IsTruncated = true },
            ServerHello hello => hello with { IsTruncated = true },
            _ => null,
        };
    }

    /// <summary>A whole vector with a one-byte length, or an empty one in its place.</summary>
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

    /// <summary>The suites that are whole.</summary>
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

    /// <summary>The extensions that are whole.</summary>
    private static void TakeExtensions(ReadOnlySpan<byte> rest, List<byte> closed)
    {
        if (rest.Length < 2) return;
        rest = rest[2..];
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
