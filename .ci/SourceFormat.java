import com.google.googlejavaformat.java.GoogleJavaFormatToolProvider;
import java.nio.file.attribute.FileTime;

/// Checks or applies the format of every Java file of this repository (google-java-format, default
/// style). Run by Maven in the root, see CONTRIBUTING.md. Files that have not changed since the
/// last run that found nothing are not read again.
///
/// Arguments: `check` or `apply`, and the formatter's version.
void main(String[] args) throws IOException {
  boolean apply = args[0].equals("apply");
  Path passed = Path.of("target", "format-" + args[1] + ".passed");
  FileTime started = FileTime.from(Instant.now());
  FileTime last = Files.exists(passed) ? Files.getLastModifiedTime(passed) : FileTime.fromMillis(0);

  List<String> files = changedSince(last);
  if (!files.isEmpty()) {
    List<String> options =
        apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed");
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(files);
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int code = new GoogleJavaFormatToolProvider().run(out, err, arguments.toArray(String[]::new));
    if (code != 0) {
      err.println("The files named above are not formatted: mvn -q -N -Pformat verify");
      System.exit(code);
    }
  }
  Files.createDirectories(passed.getParent());
  Files.write(passed, new byte[0]);
  Files.setLastModifiedTime(passed, started);
}

/// Java files touched after `last`; build output and other hidden folders than `.ci` are left out.
List<String> changedSince(FileTime last) throws IOException {
  List<String> files = new ArrayList<>();
  Files.walkFileTree(
      Path.of(""),
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
          String name = folder.getFileName().toString();
          boolean skip = name.equals("target") || name.startsWith(".") && !name.equals(".ci");
          return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (file.toString().endsWith(".java")
              && attributes.lastModifiedTime().compareTo(last) >= 0) {
            files.add(file.toString());
          }
          return FileVisitResult.CONTINUE;
        }
      });
  return files;
}
