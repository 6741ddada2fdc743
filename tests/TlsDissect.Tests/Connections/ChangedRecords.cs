using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Changes the records of a connection as an attacker or a bad network does: any byte, any order, twice, not at all.</summary>
internal sealed class ChangedRecords(IReadOnlyList<(int Side, byte[] Bytes)> records, Random random)
{
    private int _round;

    /// <summary>
    /// The next change and its name. The first ones go through every record's last block, which may be the next record's IV.
    /// </summary>
    public List<Segment> Next(out string what)
    {
        List<(int Side, byte[] Bytes, bool Lost)> changed = [.. records.Select(record => (record.Side, record.Bytes.ToArray(), false))];
        List<string> words = [];
        if (_round++ < records.Count)
        {
            byte[] bytes = changed[_round - 1].Bytes;
            int at = Math.Max(RecordHeader.Size, bytes.Length - random.Next(1, 48));
            if (at < bytes.Length) bytes[at] ^= (byte)random.Next(1, 256);
            words.Add($"byte {at} of record {_round - 1}");
        }
        else
        {
            for (int changes = random.Next(1, 4); changes > 0; changes--) words.Add(Change(changed));
        }

        what = string.Join(", ", words);
        return Segments(changed);
    }

    private string Change(List<(int Side, byte[] Bytes, bool Lost)> changed)
    {
        int at = random.Next(changed.Count);
        int other = random.Next(changed.Count);
        (int side, byte[] bytes, _) = changed[at];
        switch (random.Next(8))
        {
            case 0:
                int place = random.Next(bytes.Length);
                bytes[place] ^= (byte)random.Next(1, 256);
                return $"byte {place} of record {at}";
            case 1:
                changed[at] = (side, bytes, true);
                return $"record {at} lost";
            case 2:
                changed.RemoveAt(at);
                return $"record {at} left out";
            case 3:
                changed.Insert(other, (side, bytes.ToArray(), false));
                return $"record {at} again at {other}";
            case 4:
                (changed[at], changed[other]) = (changed[other], changed[at]);
                return $"records {at} and {other} changed places";
            case 5:
                changed[at] = (1 - side, bytes, false);
                return $"record {at} from the other side";
            case 6:
                byte[] made = new byte[16 * random.Next(1, 5)];
                random.NextBytes(made);
                changed.Insert(at, (side, [bytes[0], bytes[1], bytes[2], 0, (byte)made.Length, .. made], false));
                return $"a record of {made.Length} bytes before {at}";
            default:
                changed[at] = (side, bytes[..random.Next(bytes.Length)], false);
                return $"record {at} cut";
        }
    }

    private static List<Segment> Segments(List<(int Side, byte[] Bytes, bool Lost)> changed)
    {
        List<Segment> all = ScriptedConnection.Segments(changed.Select(record => (record.Side, record.Bytes)));
        return [.. all.Where((_, i) => !changed[i].Lost)];
    }
}
