using TlsDissect.Transport.Tcp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Changes segments as networks and attackers do: bytes, losses, copies, order, ends, numbers and flags.</summary>
internal static class SegmentChanges
{
    public static void Apply(List<FuzzSegment> segments, Random random, List<string> what)
    {
        for (int changes = random.Next(1, 6); changes > 0 && segments.Count > 0; changes--)
            what.Add(Apply(segments, random, random.Next(segments.Count), random.Next(segments.Count)));
    }

    private static string Apply(List<FuzzSegment> segments, Random random, int at, int other)
    {
        FuzzSegment segment = segments[at];
        byte[] payload = segment.Payload;
        switch (random.Next(11))
        {
            case 0 or 1 or 2 when payload.Length > 0:
                int place = random.Next(payload.Length);
                segments[at] =
                    segment with
                    {
                        Payload = [.. payload[..place], (byte)(payload[place] ^ random.Next(1, 256)), .. payload[(place + 1)..]],
                    };
                return $"byte {place} of segment {at}";
            case 3:
                segments.RemoveAt(at);
                return $"segment {at} lost";
            case 4:
                segments.Insert(other, segment);
                return $"segment {at} again at {other}";
            case 5:
                (segments[at], segments[other]) = (segments[other], segment);
                return $"segments {at} and {other} in each other's places";
            case 6:
                int near = Math.Min(segments.Count - 1, at + 1);
                (segments[at], segments[near]) = (segments[near], segment);
                return $"segments {at} and {near} in each other's places";
            case 7:
                int length = random.Next(payload.Length + 1);
                bool isSnapped = random.Next(2) == 0;
                segments[at] = segment with { Payload = payload[..length], Length = isSnapped ? segment.Length : length };
                return $"segment {at} {(isSnapped ? "snapped" : "cut")} at {length}";
            case 8:
                int by = random.Next(3) == 0 ? random.Next() : random.Next(-40, 41);
                segments[at] = segment with { Sequence = (uint)(segment.Sequence + by) };
                return $"segment {at} moved by {by}";
            case 9:
                TcpFlags flag = (TcpFlags)(1 << random.Next(5));
                segments[at] =
                    segment with { Flags = segment.Flags ^ flag, Acknowledgment = (uint)(segment.Acknowledgment + random.Next(-40, 41)) };
                return $"segment {at} with flag {flag} changed";
            default:
                if (payload.Length == 0) return "nothing";
                byte[] bytes = [.. payload];
                int start = random.Next(bytes.Length);
                random.NextBytes(bytes.AsSpan(start, Math.Min(random.Next(1, 40), bytes.Length - start)));
                segments[at] = segment with { Payload = bytes };
                return $"bytes from {start} on of segment {at}";
        }
    }
}
