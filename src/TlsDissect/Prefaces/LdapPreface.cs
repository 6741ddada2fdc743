using TlsDissect.Protocol;

namespace TlsDissect.Prefaces;

/// <summary>LDAP: the extended operation StartTLS, then a response with success (RFC 4511 §4.14).</summary>
internal static class LdapPreface
{
    private const byte ExtendedRequest = 0x77, ExtendedResponse = 0x78, Name = 0x80;

    private static ReadOnlySpan<byte> StartTlsName => "1.3.6.1.4.1.1466.20037"u8;

    private static ReadOnlySpan<byte> Success => [0x0a, 1, 0];

    public static StartTls? Recognize(in Preface preface)
    {
        bool isAsked = preface.Client.IsEmpty || IsRequest(LastOperation(preface.Client, ExtendedRequest));
        bool isAnswered = preface.Server.IsEmpty || LastOperation(preface.Server, ExtendedResponse).StartsWith(Success);
        return isAsked && isAnswered ? new StartTls(StartTlsProtocol.Ldap) : null;
    }

    private static bool IsRequest(ReadOnlySpan<byte> operation)
    {
        DecodeError error = default;
        TlsReader reader = new(operation, ref error);
        int tag = reader.ReadUInt8();
        return ReadLength(ref reader) == StartTlsName.Length && tag == Name && reader.Unread.StartsWith(StartTlsName);
    }

    /// <summary>The content of an operation that ends with the bytes, without controls; empty if there is none.</summary>
    private static ReadOnlySpan<byte> LastOperation(in PrefaceSide side, byte tag)
    {
        for (ReadOnlySpan<byte> rest = side.End; rest.IndexOf(tag) is int at && at >= 0; rest = rest[(at + 1)..])
        {
            DecodeError error = default;
            ReadOnlySpan<byte> operation = rest[(at + 1)..];
            TlsReader reader = new(operation, ref error);
            int length = ReadLength(ref reader);
            if (length > 0 && length == reader.Remaining) return operation[^length..];
        }

        return default;
    }

    /// <summary>Reads a BER length, in a short or long form.</summary>
    private static int ReadLength(ref TlsReader reader)
    {
        int first = reader.ReadUInt8();
        return first switch
        {
            < 0x80 => first,
            0x81 => reader.ReadUInt8(),
            0x82 => reader.ReadUInt16(),
            0x84 => (int)Math.Min(int.MaxValue, reader.ReadUInt32()),
            _ => 0,
        };
    }
}
