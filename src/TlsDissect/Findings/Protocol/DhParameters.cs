using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The group and public key of an ephemeral Diffie-Hellman exchange, as the server sent them.</summary>
/// <param name="Prime">dh_p without zeros before it.</param>
/// <param name="Generator">dh_g without zeros before it.</param>
/// <param name="PublicKey">dh_Ys without zeros before it.</param>
/// <param name="Packet">The packet of the ServerKeyExchange.</param>
internal readonly record struct DhParameters(ReadOnlyMemory<byte> Prime, ReadOnlyMemory<byte> Generator, ReadOnlyMemory<byte> PublicKey,
    long Packet)
{
    /// <summary>Size of the prime.</summary>
    public int Bits => BigNumbers.Bits(Prime.Span);

    /// <summary>The latest of a connection; <c>null</c> if there was no such exchange. SRP has a modulus too, but is another one.</summary>
    public static DhParameters? Of(ConnectionSummary connection)
    {
        if (connection.CipherSuiteParts?.KeyExchange is not (KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024 or
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.DhePsk)) return null;
        List<MessageEntry> messages = connection.MessageList;
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Message is ServerKeyExchange { Prime.Length: > 0 } exchange && messages[i].Malformed is null)
            {
                return new DhParameters(Trim(exchange.Prime), Trim(exchange.Generator), Trim(exchange.PublicKey),
                    messages[i].Position.Packet);
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Trim(byte[] number) => number.AsMemory().TrimStart((byte)0);
}
