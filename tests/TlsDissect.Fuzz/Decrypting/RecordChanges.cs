using TlsDissect.Protocol;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Changes records: any byte, a header's fields, lost, left out, twice, in other places, of other connections, made up.</summary>
internal static class RecordChanges
{
    public static void Apply(List<CaseRecords.Piece> pieces, Random random, List<string> what)
    {
        for (int changes = random.Next(1, 5); changes > 0 && pieces.Count > 0; changes--)
            what.Add(Apply(pieces, random, random.Next(pieces.Count), random.Next(pieces.Count)));
    }

    private static string Apply(List<CaseRecords.Piece> pieces, Random random, int at, int other)
    {
        CaseRecords.Piece piece = pieces[at];
        switch (random.Next(13))
        {
            case 0 or 1 when piece.Bytes.Length > 0:
                int place = random.Next(piece.Bytes.Length);
                pieces[at] =
                    piece with
                    {
                        Bytes = [.. piece.Bytes[..place], (byte)(piece.Bytes[place] ^ random.Next(1, 256)),
                        .. piece.Bytes[(place + 1)..]]
                    };
                return $"byte {place} of record {at}";
            case 2:
                int end = Math.Max(0, piece.Bytes.Length - random.Next(1, 64));
                byte[] block = [.. piece.Bytes];
                random.NextBytes(block.AsSpan(end, Math.Min(16, block.Length - end)));
                pieces[at] = piece with { Bytes = block };
                return $"16 bytes at {end} of record {at}";
            case 3 when piece.Bytes.Length > 0:
                byte[] header = [.. piece.Bytes];
                int field = random.Next(Math.Min(RecordHeader.Size, header.Length));
                header[field] = field == 0
                    ? (byte)random.Next(19, 26)
                    : field is 1 or 2 ? (byte)random.Next(5) : (byte)(header[field] + random.Next(-20, 21));
                pieces[at] = piece with { Bytes = header };
                return $"header byte {field} of record {at}";
            case 4:
                pieces[at] = piece with { IsLost = true };
                return $"record {at} lost";
            case 5:
                pieces.RemoveAt(at);
                return $"record {at} left out";
            case 6:
                pieces.Insert(other, piece);
                return $"record {at} again at {other}";
            case 7:
                (pieces[at], pieces[other]) = (pieces[other], piece);
                return $"records {at} and {other} in each other's places";
            case 8:
                pieces.Insert(other, piece with { Connection = pieces[other].Connection, Side = random.Next(2) });
                return $"record {at} in another connection or of the other side at {other}";
            case 9:
                return Insert(pieces, random, at);
            case 10:
                int length = random.Next(piece.Bytes.Length);
                pieces[at] = piece with { Bytes = piece.Bytes[..length] };
                return $"record {at} cut at {length}";
            case 11:
                // Its header with what another holds.
                pieces[at] =
                    piece with { Bytes = [.. piece.Bytes.Take(RecordHeader.Size), .. pieces[other].Bytes.Skip(RecordHeader.Size)] };
                return $"record {at} with the fragment of {other}";
            default:
                if (piece.Bytes.Length <= RecordHeader.Size + 1) return "nothing";
                int split = random.Next(1, piece.Bytes.Length - RecordHeader.Size);
                byte[] fragment = piece.Bytes[RecordHeader.Size..];
                pieces[at] = piece with { Bytes = Made(piece.Bytes[0], piece.Bytes[1], piece.Bytes[2], fragment[..split]) };
                pieces.Insert(at + 1, piece with { Bytes = Made(piece.Bytes[0], piece.Bytes[1], piece.Bytes[2], fragment[split..]) });
                return $"record {at} as two, at {split}";
        }
    }

    private static string Insert(List<CaseRecords.Piece> pieces, Random random, int at)
    {
        CaseRecords.Piece before = pieces[at];
        byte[] fragment =
            new byte[random.Next(4) switch { 0 => 2, 1 => random.Next(1, 40), 2 => 16 * random.Next(1, 6), _ => random.Next(1, 1000) }];
        random.NextBytes(fragment);
        byte type = (byte)random.Next(20, 25);
        // Often a handshake message in the clear, or an alert.
        if (type == 22 && fragment.Length > 4 && random.Next(2) == 0)
            (fragment[0], fragment[1], fragment[2], fragment[3]) =
                ((byte)random.Next(25), 0, (byte)((fragment.Length - 4) >> 8), (byte)(fragment.Length - 4));
        if (type == 21) fragment = [(byte)random.Next(1, 3), fragment[0]];
        pieces.Insert(at, before with { Side = random.Next(2), Bytes = Made(type, 3, (byte)random.Next(5), fragment) });
        return $"a record of type {type} and {fragment.Length} bytes at {at}";
    }

    private static byte[] Made(byte type, byte major, byte minor, byte[] fragment) =>
        [type, major, minor, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];
}
