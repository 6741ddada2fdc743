using System.Text;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Changes a key log: digits, lines left out, repeated, cut, with another's label, random or secret.</summary>
internal static class KeyLogChanges
{
    public static byte[] Apply(byte[] log, Random random, List<string> what)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(log).Split('\n')];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            what.Add(Apply(lines, random, random.Next(lines.Count), random.Next(lines.Count)));
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static string Apply(List<string> lines, Random random, int at, int other)
    {
        string line = lines[at];
        string[] parts = line.Split(' ');
        string[] others = lines[other].Split(' ');
        int part = random.Next(Math.Min(parts.Length, others.Length));
        switch (random.Next(6))
        {
            case 0 when line.Length > 0:
                int place = random.Next(line.Length);
                lines[at] = line[..place] + "0123456789abcdefG \t"[random.Next(19)] + line[(place + 1)..];
                return $"character {place} of key log line {at}";
            case 1:
                lines[at] = "";
                return $"key log line {at} left out";
            case 2:
                lines[at] = line[..random.Next(line.Length + 1)];
                return $"key log line {at} cut at {lines[at].Length}";
            case 3:
                parts[part] = others[part];
                lines[at] = string.Join(' ', parts);
                return $"part {part} of key log line {at} as in {other}";
            case 4:
                parts[^1] += parts[^1];
                lines[at] = string.Join(' ', parts);
                return $"secret of key log line {at} twice as long";
            default:
                lines.Insert(other, line);
                return $"key log line {at} again at {other}";
        }
    }
}
